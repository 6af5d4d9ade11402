using System.Runtime.ExceptionServices;

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
        while (true)
        {
            var index = Recent(file, quote, cancellation);
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return index.Value;
            }
            catch (Exception e)
            {
                lock (s_recent)
                    s_recent.RemoveAll(known => ReferenceEquals(known.Index, index));
                // Another load counted, and was cancelled.
                if (e is not OperationCanceledException || cancellation.IsCancellationRequested)
                    throw;
            }
        }
    }

    /// <summary>Counts the quotes of a file.</summary>
    public static QuoteIndex Build(FileStamp file, byte quote, CancellationToken cancellation)
    {
        using var source = SourceStore.Open(file, cancellation);
        int chunks = checked((int)((file.Length + ChunkBytes - 1) / ChunkBytes));
        var odd = new bool[chunks];
        int together = Math.Max(1, source.StretchBytes / ChunkBytes);
        try
        {
            Parallel.For(0, (chunks + together - 1) / together, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, () => new byte[ChunkBytes], (part, _, buffer) =>
            {
                int first = part * together, end = Math.Min(chunks, first + together);
                using var stretch = source.Stretch((long)first * ChunkBytes, (long)end * ChunkBytes);
                for (int chunk = first; chunk < end; chunk++)
                {
                    var text = buffer.AsSpan(0, (int)Math.Min(ChunkBytes, file.Length - (long)chunk * ChunkBytes));
                    stretch.ReadExactly(text);
                    odd[chunk] = (text.Count(quote) & 1) != 0;
                }
                return buffer;
            }, _ => { });
        }
        catch (AggregateException e)
        {
            cancellation.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        bool inside = false;
        for (int i = 0; i < chunks; i++)
            (odd[i], inside) = (inside, inside ^ odd[i]);
        return new QuoteIndex(file, quote, odd);
    }

    private static Lazy<QuoteIndex> Recent(FileStamp file, byte quote, CancellationToken cancellation)
    {
        lock (s_recent)
        {
            int known = s_recent.FindIndex(e => e.File == file && e.Quote == quote);
            if (known >= 0)
                return s_recent[known].Index;
            var index = new Lazy<QuoteIndex>(() => Build(file, quote, cancellation));
            s_recent.Add((file, quote, index));
            if (s_recent.Count > Kept)
                s_recent.RemoveAt(0);
            return index;
        }
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
