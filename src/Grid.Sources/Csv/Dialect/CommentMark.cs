namespace Grid.Sources;

/// <summary>Lines that were probably meant as comments.</summary>
internal static class CommentMark
{
    /// <summary>The option that leaves out lines which start as a text does; null where it does not start as comments do, or lines are left out already.</summary>
    public static string? Of(ReadOnlySpan<byte> text, CsvDialect dialect) =>
        dialect.Comment == CsvDialect.NoByte && text is [var first and ((byte)'#' or (byte)'%'), ..] ? Option((char)first) : null;

    private static string Option(char comment) => $"--comment '{comment}'";
}
