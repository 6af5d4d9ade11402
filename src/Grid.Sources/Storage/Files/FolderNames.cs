namespace Grid.Sources;

/// <summary>Which names a folder or a glob means, on disk and in buckets.</summary>
internal static class FolderNames
{
    /// <summary>Whether a file of a folder is none of its tables: hidden (<c>.DS_Store</c>, <c>._x.csv</c>), or a mark of who wrote them (<c>_SUCCESS</c>).</summary>
    public static bool IsLeftOut(ReadOnlySpan<char> name) => name is ['.' or '_', ..];

    /// <summary>Whether a wildcard leaves a name out that its pattern would match: hidden ones are named by a dot, as in shells.</summary>
    public static bool IsHiddenFrom(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) => name is ['.', ..] && pattern is not ['.', ..];

    // What the formats (SourceFormats) read, by their extensions.
    private static readonly string[] s_tables = [".csv", ".jsonl", ".ndjson", ".parquet", ".arrow", ".feather"];

    /// <summary>Whether a file of a folder is read when the folder is named.</summary>
    public static bool IsTable(ReadOnlySpan<char> name)
    {
        if (IsLeftOut(name))
            return false;
        name = Compressions.Uncompressed(name);
        foreach (string extension in s_tables)
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>A folder without files that would be read, and what it has instead.</summary>
    public static SourceException NoTables(string path, IEnumerable<string> names)
    {
        string[] others = [.. names.Where(name => !IsLeftOut(name)).Order(StringComparer.Ordinal).Take(4)];
        string has = others.Length == 0 ? "" : $" (but {string.Join(", ", others.Take(3))}{(others.Length > 3 ? ", …" : "")})";
        return new SourceException($"the folder {path} holds no *{string.Join(", *", s_tables)} files{has}; name the files, or a glob such as '**/*.csv' for the folders within it.", path);
    }
}
