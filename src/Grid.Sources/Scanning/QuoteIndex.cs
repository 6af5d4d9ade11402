namespace Grid.Sources;

/// <summary>
/// Which stretches of a file start inside quotes: with it, the first row at or after any offset is found without reading
/// the file from its start. One whole scan of the file makes it, at the speed of counting bytes.
/// </summary>
internal sealed class QuoteIndex
{
    private const int ChunkBytes = 64 * 1024;
    private const int Kept = 8;
    private static readonly List<(FileStamp File, byte Quote, Lazy<QuoteIndex> Index)> s_recent = [];

    private readonly FileStamp _file;
    private readonly byte _quote;
    private readonly bool[] _startsInside;

    private QuoteIndex(FileStamp file, byte quote, bool[] startsInside) => (_file, _quote, _startsInside) = (file, quote, startsInside);

    /// <summary>The index of a file. Splits of one file ask at about the same time: the last few indexes are kept for them.</summary>
    public static QuoteIndex Of(FileStamp file, byte quote, CancellationToken cancellation)
    {
        Lazy<QuoteIndex> index;
        lock (s_recent)
        {
            int known = s_recent.FindIndex(e => e.File == file && e.Quote == quote);
            if (known >= 0)
            {
                index = s_recent[known].Index;
            }
            else
            {
                index = new Lazy<QuoteIndex>(() => Build(file, quote));
                s_recent.Add((file, quote, index));
                if (s_recent.Count > Kept)
                    s_recent.RemoveAt(0);
            }
        }
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return index.Value;
        }
        catch
        {
            lock (s_recent)
                s_recent.RemoveAll(e => ReferenceEquals(e.Index, index));
            throw;
        }
    }

    /// <summary>Counts the quotes of a file.</summary>
    public static QuoteIndex Build(FileStamp file, byte quote)
    {
        using var source = SourceFile.Open(file);
        int chunks = checked((int)((file.Length + ChunkBytes - 1) / ChunkBytes));
        var odd = new bool[chunks];
        Parallel.For(0, chunks, () => new byte[ChunkBytes], (chunk, _, buffer) =>
        {
            int length = (int)Math.Min(ChunkBytes, file.Length - (long)chunk * ChunkBytes);
            source.ReadExactly(buffer.AsSpan(0, length), (long)chunk * ChunkBytes);
            odd[chunk] = (buffer.AsSpan(0, length).Count(quote) & 1) != 0;
            return buffer;
        }, _ => { });
        bool inside = false;
        for (int i = 0; i < chunks; i++)
            (odd[i], inside) = (inside, inside ^ odd[i]);
        return new QuoteIndex(file, quote, odd);
    }

    /// <summary>The start of the first row at or after an offset; the length of the file where there is none.</summary>
    public long RowStart(SourceFile source, long offset)
    {
        if (offset >= _file.Length)
            return _file.Length;
        // The line break before a row is looked for, so from the byte before the offset on.
        long chunk = Math.Max(0, offset - 1) / ChunkBytes;
        long at = chunk * ChunkBytes;
        bool inside = _startsInside[chunk];
        var buffer = new byte[ChunkBytes];
        while (at < _file.Length)
        {
            int length = (int)Math.Min(ChunkBytes, _file.Length - at);
            source.ReadExactly(buffer.AsSpan(0, length), at);
            for (int i = 0; i < length; i++)
            {
                if (buffer[i] == _quote)
                    inside = !inside;
                else if (buffer[i] == '\n' && !inside && at + i + 1 >= offset)
                    return at + i + 1;
            }
            at += length;
        }
        return _file.Length;
    }
}
