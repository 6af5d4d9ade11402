namespace Grid.Sources;

/// <summary>Finds the lines of rows whose values turned out to be at fault only when they were reckoned with.</summary>
internal static class CsvLines
{
    private const int ReadBytes = 1 << 20;

    /// <summary>The line of its file, from 1, on which a row of a split starts; null where the split has no such row.</summary>
    /// <param name="split">The split.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="row">The row, from 0 in the split.</param>
    /// <param name="cancellation">Ends the search: it reads the file up to the row.</param>
    /// <exception cref="SourceException">The file is gone or has changed.</exception>
    public static long? Of(SourceSplit split, CsvOptions options, int columns, long row, CancellationToken cancellation)
    {
        var dialect = CsvDialect.From(options);
        using var source = SourceStore.Open(split.File, cancellation);
        long at = split.Proven || dialect.Quote == CsvDialect.NoByte
            ? split.Offset
            : QuoteIndex.Of(source.File, dialect, cancellation).RowStart(source, split.Offset);
        using var stretch = source.Stretch(at, source.TextLength);
        var record = new CsvRecord();
        var text = new byte[ReadBytes];
        for (int length = 0; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = (int)Math.Min(text.Length - length, source.TextLength - at - length);
            if (read > 0)
                read = stretch.Read(text.AsSpan(length, read));
            length += read;
            var records = new RecordReader(text.AsSpan(0, length), dialect);
            while (records.TryRead(record, atEndOfFile: read == 0))
            {
                // Blank lines are rows only where they are all that a row can be.
                if ((!record.IsBlank || columns == 1) && row-- == 0)
                    return source.LineOf(at + records.Start);
            }
            if (read == 0)
                return null;
            text.AsSpan(records.Position, length - records.Position).CopyTo(text);
            at += records.Position;
            length -= records.Position;
            if (length == text.Length)
                Array.Resize(ref text, text.Length * 2);
        }
    }
}
