namespace Grid.Learning;

/// <summary>How a model does on rows that were held out of its search: neither its folds nor its forest have seen them.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Scores">Each score that is defined on them, by its name.</param>
public sealed record HeldOutScores(int Rows, IReadOnlyList<KeyValuePair<string, double>> Scores);
