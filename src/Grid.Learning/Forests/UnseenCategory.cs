namespace Grid.Learning;

/// <summary>Texts of a feature that a model has not seen in training: it takes them for missing.</summary>
/// <param name="Feature">The column.</param>
/// <param name="Rows">How many rows have such a text.</param>
/// <param name="Example">The first of them.</param>
public sealed record UnseenCategory(string Feature, long Rows, string Example);
