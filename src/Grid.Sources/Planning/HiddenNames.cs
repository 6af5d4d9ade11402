namespace Grid.Sources;

/// <summary>Names that a folder or a glob does not mean, on disk and in buckets.</summary>
internal static class HiddenNames
{
    /// <summary>Whether a file of a folder is none of its tables: hidden (<c>.DS_Store</c>, <c>._x.csv</c>), or a mark of who wrote them (<c>_SUCCESS</c>).</summary>
    public static bool IsLeftOut(ReadOnlySpan<char> name) => name is ['.' or '_', ..];

    /// <summary>Whether a wildcard leaves a name out that its pattern would match: hidden ones are named by a dot, as in shells.</summary>
    public static bool IsHiddenFrom(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) => name is ['.', ..] && pattern is not ['.', ..];
}
