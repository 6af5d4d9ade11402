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
    private static readonly List<(FileStamp File, byte Quote, byte Comment, Lazy<QuoteIndex> Index)> s_recent = [];

    private readonly FileStamp _file;
    private readonly CsvDialect _dialect;
    private readonly State[] _states;

    private QuoteIndex(FileStamp file, CsvDialect dialect, State[] states) => (_file, _dialect, _states) = (file, dialect, states);

    /// <summary>The index of a file. Splits of one file ask at about the same time: the last few indexes are kept for them.</summary>
    public static QuoteIndex Of(FileStamp file, CsvDialect dialect, CancellationToken cancellation)
    {
        while (true)
        {
            var index = Recent(file, dialect, cancellation);
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
    public static QuoteIndex Build(FileStamp file, CsvDialect dialect, CancellationToken cancellation) =>
        new(file, dialect, dialect.Comment == CsvDialect.NoByte ? Count(file, dialect.Quote, cancellation) : Walk(file, dialect, cancellation));

    private static State[] Count(FileStamp file, byte quote, CancellationToken cancellation)
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
        var states = new State[chunks];
        bool inside = false;
        for (int i = 0; i < chunks; i++)
        {
            states[i] = inside ? State.Quotes : State.Row;
            inside ^= odd[i];
        }
        return states;
    }

    // Quotes in comments do not count, and what a comment is depends on the quotes before it.
    private static State[] Walk(FileStamp file, CsvDialect dialect, CancellationToken cancellation)
    {
        var states = new State[checked((int)((file.Length + ChunkBytes - 1) / ChunkBytes))];
        var buffer = new byte[ChunkBytes];
        var state = State.Start;
        using var source = SourceStore.Open(file, cancellation);
        using var stretch = source.Stretch(0, file.Length);
        for (int i = 0; i < states.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            states[i] = state;
            var text = buffer.AsSpan(0, (int)Math.Min(ChunkBytes, file.Length - (long)i * ChunkBytes));
            stretch.ReadExactly(text);
            foreach (byte c in text)
                state = Next(state, c, dialect);
        }
        return states;
    }

    private static State Next(State state, byte c, CsvDialect dialect) => state switch
    {
        State.Comment => c == '\n' ? State.Start : State.Comment,
        State.Quotes => c == dialect.Quote ? State.Row : State.Quotes,
        State.Start when c == dialect.Comment => State.Comment,
        _ => c == dialect.Quote ? State.Quotes : c == '\n' ? State.Start : State.Row,
    };

    // What a byte may be within; the start of a row is told from its rest only where there may be comments.
    private enum State : byte
    {
        Row,
        Start,
        Quotes,
        Comment,
    }

    private static Lazy<QuoteIndex> Recent(FileStamp file, CsvDialect dialect, CancellationToken cancellation)
    {
        lock (s_recent)
        {
            int known = s_recent.FindIndex(e => e.File == file && e.Quote == dialect.Quote && e.Comment == dialect.Comment);
            if (known >= 0)
                return s_recent[known].Index;
            var index = new Lazy<QuoteIndex>(() => Build(file, dialect, cancellation));
            s_recent.Add((file, dialect.Quote, dialect.Comment, index));
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
        var state = _states[chunk];
        var buffer = new byte[ChunkBytes];
        while (at < _file.Length)
        {
            int length = (int)Math.Min(ChunkBytes, _file.Length - at);
            source.ReadExactly(buffer.AsSpan(0, length), at);
            for (int i = 0; i < length; i++)
            {
                bool isText = state == State.Quotes;
                state = Next(state, buffer[i], _dialect);
                if (buffer[i] == '\n' && !isText && at + i + 1 >= offset)
                    return at + i + 1;
            }
            at += length;
        }
        return _file.Length;
    }
}
