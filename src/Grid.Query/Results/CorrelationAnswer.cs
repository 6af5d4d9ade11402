namespace Grid.Query;

/// <summary>The answer to <see cref="CorrelationQuestion"/>.</summary>
/// <param name="Columns">The names.</param>
/// <param name="R">R[i][j] is the correlation of columns i and j; NaN where it is not defined.</param>
/// <param name="N">N[i][j] is the number of rows where both are known.</param>
public sealed record CorrelationAnswer(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<double>> R, IReadOnlyList<IReadOnlyList<long>> N) : Answer;
