namespace Grid.Query;

/// <summary>Adds what <see cref="SplitTransform"/> parts rows by, so that it can be counted: the position of each row's class, and its random number without the lowest bits.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Column">The column of the classes; null where all rows are of one.</param>
/// <param name="Classes">Its values, ascending.</param>
/// <param name="Bits">How many of the lowest bits are cleared.</param>
public sealed record SplitNumbersTransform(long Seed, string? Column, IReadOnlyList<Scalar> Classes, int Bits) : Transform
{
    /// <summary>The name of the column of positions, which no other has.</summary>
    public const string Class = "\u0001class";

    /// <summary>The name of the column of numbers.</summary>
    public const string Number = "\u0001number";
}
