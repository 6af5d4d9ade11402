namespace Grid.Sources;

/// <summary>Which other delimiter a file may have been meant to be read with.</summary>
internal static class OtherDelimiter
{
    // Of what else parts fields in files that are called CSV, the likeliest first.
    private static readonly char[] s_usual = ['\t', ';', '|', ','];

    /// <summary>The usual delimiters but the one that is used.</summary>
    public static IEnumerable<char> Than(byte used) => s_usual.Where(delimiter => delimiter != used);

    /// <summary>The option that names a delimiter.</summary>
    public static string Option(char delimiter) => $"--delimiter {(delimiter == '\t' ? "tab" : $"'{delimiter}'")}";

    /// <summary>The delimiter that parts a line, a header or a row, into more fields than it has; null where there is none.</summary>
    public static char? Within(string line, byte used, int fields)
    {
        var best = Than(used).MaxBy(delimiter => line.Count(c => c == delimiter));
        return line.Count(c => c == best) >= fields ? best : null;
    }
}
