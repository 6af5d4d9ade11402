namespace Grid.Sources;

/// <summary>Lines that were probably meant as comments.</summary>
internal static class CommentMark
{
    /// <summary>The option that leaves out lines which start as a text does; null where it does not start as comments do, or lines are left out already.</summary>
    /// <param name="text">The text.</param>
    /// <param name="column">The column that it is in, from 0: a comment starts its line.</param>
    /// <param name="dialect">How the file is written.</param>
    public static string? Of(ReadOnlySpan<byte> text, int column, CsvDialect dialect) =>
        column == 0 && text is [_, .. var rest] && IsComment(rest) ? OfLine(text, dialect) : null;

    /// <summary>The same of a line that is no row.</summary>
    public static string? OfLine(ReadOnlySpan<byte> line, CsvDialect dialect) =>
        dialect.Comment == CsvDialect.NoByte && line is [var first and ((byte)'#' or (byte)'%'), ..] ? Option((char)first) : null;

    // A spreadsheet's #REF! and #DIV/0!, C's #IND, and numbers (#5) are values, and whole rows are not to be lost for them.
    private static bool IsComment(ReadOnlySpan<byte> rest)
    {
        bool isWord = true, hasSmall = false;
        foreach (byte b in rest)
        {
            isWord &= b is not ((byte)' ' or (byte)'\t' or (byte)'#' or (byte)'%');
            hasSmall |= b is >= (byte)'a' and <= (byte)'z' or >= 0x80;
        }
        return !isWord || (hasSmall && rest[^1] is not ((byte)'!' or (byte)'?'));
    }

    private static string Option(char comment) => $"--comment '{comment}'";
}
