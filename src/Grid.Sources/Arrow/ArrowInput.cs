using Grid.Columns;

namespace Grid.Sources;

/// <summary>An open Arrow file or stream: its columns, and its batches in turn.</summary>
internal sealed class ArrowInput : IDisposable
{
    private const int HeadBytes = 6;

    private readonly SourceFile _source;
    private readonly SourceStream _stream;
    private ArrowFileReader? _file;
    private ArrowStreamReader? _sequence;

    private ArrowInput(SourceFile source, CancellationToken cancellation)
    {
        _source = source;
        _stream = new SourceStream(source, cancellation);
    }

    public string Path => _source.File.Path;

    /// <summary>The columns, as the file has them.</summary>
    public Schema Schema => _file?.Schema ?? _sequence!.Schema;

    /// <summary>Bytes of each batch of a file; null for a stream, of which that is not known.</summary>
    public long[]? BatchBytes => _file is null ? null : [.. Enumerable.Range(0, _file.BatchCount).Select(_file.BytesOf)];

    /// <summary>Opens a file and reads its schema.</summary>
    /// <exception cref="SourceException">It is gone, has changed, is no Arrow, is damaged, or has a column of a type that Grid does not hold.</exception>
    public static ArrowInput Open(FileStamp stamp, CancellationToken cancellation)
    {
        var input = new ArrowInput(SourceStore.Open(stamp, cancellation), cancellation);
        try
        {
            Span<byte> head = stackalloc byte[(int)Math.Min(HeadBytes, stamp.Length)];
            input._source.ReadExactly(head, 0);
            bool isFile = head.SequenceEqual("ARROW1"u8);
            input.Do(() =>
            {
                if (isFile)
                    input._file = ArrowFileReader.Open(input._stream, leaveOpen: true);
                else
                    input._sequence = ArrowStreamReader.Open(input._stream, leaveOpen: true);
                return true;
            });
            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>Some columns of batches of a file, or of all of a stream. Of a file nothing else is read.</summary>
    /// <param name="first">The first batch.</param>
    /// <param name="count">How many.</param>
    /// <param name="columns">The positions of the columns, ascending.</param>
    public IEnumerable<RecordBatch> Batches(long first, long count, int[] columns)
    {
        if (_file is not null)
        {
            if (first + count > _file.BatchCount)
                throw new SourceException($"{Path} has {_file.BatchCount:N0} batches, and batches {first:N0} to {first + count:N0} were planned; plan the load again.", Path);
            for (long i = first; i < first + count; i++)
                yield return Do(() => _file.Read((int)i, columns));
            yield break;
        }
        while (Do(_sequence!.Read) is { } batch)
            yield return new RecordBatch(new Schema(columns.Select(c => batch.Schema[c])), columns.Select(c => batch.Columns[c]), batch.Length);
    }

    private T Do<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArrowFormatException e)
        {
            string said = char.ToLowerInvariant(e.Message[0]) + e.Message[1..].TrimEnd('.');
            throw new SourceException($"{Path}: {said}; write it with other types, or copy it again if it is damaged.", Path, inner: e);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _sequence?.Dispose();
        _stream.Dispose();
        _source.Dispose();
    }
}
