namespace Grid.Sources;

/// <summary>The first value that decides the same as the one that a <see cref="SourceNote"/> names, and is another.</summary>
/// <param name="Value">The value.</param>
/// <param name="FileIndex">Which file of the plan it is in.</param>
/// <param name="Offset">Where its row starts in that.</param>
public sealed record OtherValue(string Value, int FileIndex, long Offset)
{
    /// <summary>The first of some, but for those that are a value.</summary>
    internal static OtherValue? First(string? but, params IEnumerable<OtherValue?> values) => values.Where(other => other is not null && other.Value != but)
        .MinBy(other => (other!.FileIndex, other.Offset, other.Value), Comparer<(int, long, string)>.Create((a, b) => (a.Item1, a.Item2).CompareTo((b.Item1, b.Item2)) is not 0 and var order ? order : string.CompareOrdinal(a.Item3, b.Item3)));
}
