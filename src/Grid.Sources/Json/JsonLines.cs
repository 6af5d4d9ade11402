namespace Grid.Sources;

/// <summary>Cuts the text of a split into blocks of whole lines.</summary>
internal sealed class JsonLines(TextWindow text)
{
    private const int BlockBytes = 64 * 1024;

    private int _blockBytes = BlockBytes;

    /// <summary>How many bytes of the text ahead are whole lines; 0 at the end of the split.</summary>
    /// <param name="tooLong">What to throw where a line does not end.</param>
    /// <param name="cancellation">Ends it.</param>
    public int Next(Func<long, SourceException> tooLong, CancellationToken cancellation)
    {
        while (text.Position < text.End)
        {
            cancellation.ThrowIfCancellationRequested();
            if (text.Length < _blockBytes && !text.IsAllRead)
                text.Fill(_blockBytes);
            var ahead = text.Ahead(Math.Min(_blockBytes, text.Length));
            // The line that reaches over the end is the last: what follows it starts in the next split.
            int bytes = (text.IsBeyond ? ahead.IndexOf((byte)'\n') : ahead.LastIndexOf((byte)'\n')) + 1;
            if (bytes > 0)
            {
                _blockBytes = BlockBytes;
                return bytes;
            }
            if (ahead.Length >= CsvRecord.LongestRow)
                throw tooLong(text.Position);
            if (ahead.Length == text.Length && text.IsAllRead && ahead.Length > 0)
                text.TryReadOn();
            _blockBytes = Math.Min(_blockBytes * 2, CsvRecord.LongestRow);
        }
        return 0;
    }

    /// <summary>The line on which a row of a split starts; null where there is none.</summary>
    public long? LineOf(SourceFile source, SourceSplit split, long row, CancellationToken cancellation)
    {
        text.Start(split.Offset, source.IsStored ? split.Offset + split.Length : source.TextLength);
        while (Next(at => source.Changed(), cancellation) is > 0 and var bytes)
        {
            var lines = text.Ahead(bytes);
            for (int at = 0; at < bytes;)
            {
                int end = at + lines[at..].IndexOf((byte)'\n');
                if (!IsBlank(lines[at..end]) && row-- == 0)
                    return source.LineOf(text.Position + at);
                at = end + 1;
            }
            text.Take(bytes);
        }
        return null;
    }

    /// <summary>Whether a line has nothing on it.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;
}
