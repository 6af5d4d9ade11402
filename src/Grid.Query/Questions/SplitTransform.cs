namespace Grid.Query;

/// <summary>Keeps the rows whose random number, which follows from their place and a seed, is within the range of their class; or those whose is not.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Column">The column of the classes; null where all rows are of one.</param>
/// <param name="Classes">Its values, ascending; what is missing is a class of its own, the last.</param>
/// <param name="Ranges">The range of each class.</param>
/// <param name="Inside">Whether the rows within are kept.</param>
public sealed record SplitTransform(long Seed, string? Column, IReadOnlyList<Scalar> Classes, IReadOnlyList<SplitRange> Ranges, bool Inside) : Transform;
