namespace Grid.Columns;

/// <summary>Words of a command line, as advice names them.</summary>
public static class ShellWord
{
    /// <summary>A text as a shell takes it for one word: in quotes where it has signs that mean something there.</summary>
    public static string Of(string text) =>
        text.All(c => char.IsLetterOrDigit(c) || "-_./:+%@,#".Contains(c, StringComparison.Ordinal)) && !text.StartsWith('#') ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
