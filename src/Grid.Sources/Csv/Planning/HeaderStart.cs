namespace Grid.Sources;

/// <summary>Where a file's table starts that has other lines before it.</summary>
internal static class HeaderStart
{
    private const int ReadBytes = 64 * 1024;

    /// <summary>Where a number of lines end, whatever is in them.</summary>
    /// <exception cref="SourceException">There are fewer.</exception>
    public static long Behind(SourceFile source, int lines)
    {
        var buffer = new byte[ReadBytes];
        int left = lines;
        long end = source.TextLength;
        using var stretch = source.Stretch(0, end);
        for (long at = 0; at < end;)
        {
            int read = stretch.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)));
            if (read == 0)
                break;
            for (int i = 0; ;)
            {
                int line = buffer.AsSpan(i, read - i).IndexOf((byte)'\n');
                if (line < 0)
                    break;
                i += line + 1;
                if (--left == 0)
                    return at + i;
            }
            at += read;
        }
        string path = source.File.Path;
        throw new SourceException($"{path} has {lines - left:N0} lines, and --skip-rows {lines} leaves out more; name fewer.", path);
    }

    /// <summary>
    /// How many lines stand before a header and a row that both have a number of fields; 0 where there are none, and where what
    /// stands before looks like a table itself.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="dialect">How it is written.</param>
    /// <param name="columns">How many fields its first line has.</param>
    /// <param name="fields">How many a row has.</param>
    public static int LinesBefore(SourceFile source, CsvDialect dialect, int columns, int fields)
    {
        var head = new byte[(int)Math.Min(ReadBytes, source.TextLength)];
        int length = 0;
        using (var stretch = source.Stretch(0, head.Length))
        {
            for (int read = 1; read > 0 && length < head.Length; length += read)
                read = stretch.Read(head.AsSpan(length));
        }
        int line = 0, rows = 0;
        bool isHeader = false;
        foreach (var range in head.AsSpan(0, length).Split((byte)'\n'))
        {
            var text = head.AsSpan(range);
            int found = text.Count(dialect.Delimiter) + 1;
            if (found == fields && isHeader)
                return rows > 1 && columns > 1 ? 0 : line - 1;
            if (found == columns && text.ContainsAnyExcept((byte)'\r', (byte)' '))
                rows++;
            isHeader = found == fields && line > 0 && HasNoNumber(text, dialect.Delimiter);
            line++;
        }
        return 0;
    }

    private static bool HasNoNumber(ReadOnlySpan<byte> line, byte delimiter)
    {
        foreach (var field in line.Split(delimiter))
        {
            if (NumberText.TryParse(line[field].Trim("\r\""u8), out _))
                return false;
        }
        return true;
    }
}
