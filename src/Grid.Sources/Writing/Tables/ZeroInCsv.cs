using Grid.Columns;

namespace Grid.Sources;

/// <summary>What is said of U+0000 that would go into CSV: readers take a file with one for no text.</summary>
public static class ZeroInCsv
{
    /// <summary>Of a column's name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="instead">What takes it as it is.</param>
    public static string OfName(string name, string instead) => $"the name of column '{Shown(name)}' holds U+0000, which CSV has no form for; give it another name, or {instead}";

    /// <summary>Of a text.</summary>
    /// <param name="column">The name of its column.</param>
    /// <param name="text">The text, or its beginning.</param>
    /// <param name="instead">What takes it as it is.</param>
    public static string OfText(string column, string text, string instead) =>
        $"column '{column}' holds U+0000, as in '{Shown(text)}', which CSV has no form for; {instead}, or take it out: regex_replace({ColumnName.Quoted(column)}, '\\x00', '')";

    private static string Shown(string text) => text.Replace("\0", "\\0", StringComparison.Ordinal);
}
