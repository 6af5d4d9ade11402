using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// <see cref="StructureScanner"/> for text with comments: of a line that is one, nothing is found but its end. Where a block shows
/// no line that may be one, the fast scan serves.
/// </summary>
internal static unsafe class CommentScanner
{
    /// <summary>Scans from the start of a row, so outside quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the first row starts.</param>
    /// <param name="to">Where the scan ends.</param>
    /// <param name="dialect">What delimiters, quotes and comments are.</param>
    /// <param name="separators">Receives the positions, as for the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ScanResult Scan(byte* text, int from, int to, CsvDialect dialect, int* separators)
    {
        byte delimiter = dialect.Delimiter, quote = dialect.Quote, comment = dialect.Comment;
        if (!MayHoldComments(new ReadOnlySpan<byte>(text + from, to - from), comment))
            return StructureScanner.Scan(text, from, to, delimiter, quote, separators);
        int count = 0, lines = 0, quotes = 0;
        byte all = 0;
        bool inside = false, nul = false;
        for (int at = from, start = from; at < to; at++)
        {
            if (at == start && !inside && text[at] == comment)
            {
                while (at < to && text[at] != '\n')
                {
                    all |= text[at];
                    nul |= text[at++] == 0;
                }
                if (at == to)
                    break;
            }
            byte c = text[at];
            all |= c;
            nul |= c == 0;
            if (c == quote)
            {
                inside = !inside;
                quotes++;
            }
            else if (!inside && (c == delimiter || c == '\n'))
            {
                separators[count++] = at;
                if (c == '\n')
                {
                    lines++;
                    start = at + 1;
                }
            }
        }
        return new ScanResult(count, lines, quotes, all > 127, nul, HasComments: true);
    }

    private static bool MayHoldComments(ReadOnlySpan<byte> text, byte comment)
    {
        if (text.Length > 0 && text[0] == comment)
            return true;
        ReadOnlySpan<byte> start = [(byte)'\n', comment];
        return text.IndexOf(start) >= 0;
    }
}
