using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using ParquetSharp;
using ParquetSharp.IO;

namespace Grid.Sources;

/// <summary>An open Parquet file: its footer, and its row groups. For one thread. ParquetSharp opens it where something is asked that is not known.</summary>
internal sealed class ParquetFile : IDisposable
{
    private const int Magic = 4;

    // What native code reads of the end of a file at first, which most footers are within.
    private const int UsualTail = 64 * 1024;

    // The magic at both ends, and the length of the footer.
    private const int SmallestFile = 12;

    private readonly SourceFile _source;
    private readonly SourceStream _input;
    private ManagedRandomAccessFile? _native;
    private ParquetFileReader? _reader;
    private readonly ChunkPages _pages;
    private byte[] _tail = [];

    private ParquetFile(SourceFile source, ParquetFooter footer, CancellationToken cancellation)
    {
        (_source, Footer) = (source, footer);
        _input = new SourceStream(source, cancellation);
        _pages = new ChunkPages(source);
    }

    public string Path => _source.File.Path;

    /// <summary>Bytes of the file.</summary>
    public long Bytes => _source.File.Length;

    /// <summary>What is known of the footer.</summary>
    public ParquetFooter Footer { get; }

    /// <summary>The footer as ParquetSharp has it.</summary>
    public FileMetaData Metadata => Reader.FileMetaData;

    private ParquetFileReader Reader => _reader ?? OpenReader();

    /// <summary>Opens a file of which nothing is taken for known, and reads its footer.</summary>
    /// <exception cref="SourceException">It is gone, has changed, is no Parquet, or its footer is damaged.</exception>
    public static ParquetFile Open(FileStamp stamp, CancellationToken cancellation)
    {
        var footer = new ParquetFooter();
        var file = new ParquetFile(SourceStore.Open(stamp, cancellation), footer, cancellation);
        try
        {
            file.OpenReader();
            footer.Share(stamp);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file that was planned: what was read of its footer since need not be read again.</summary>
    /// <exception cref="SourceException">As for <see cref="Open"/>.</exception>
    public static ParquetFile OpenPlanned(FileStamp stamp, CancellationToken cancellation) =>
        ParquetFooter.Find(stamp) is { } footer ? new ParquetFile(SourceStore.Open(stamp, cancellation), footer, cancellation) : Open(stamp, cancellation);

    private ParquetFileReader OpenReader()
    {
        CheckEnds();
        return Do("the footer", () =>
        {
            using var properties = ReaderProperties.GetDefaultReaderProperties();
            properties.EnablePageChecksumVerification();
            _native ??= new ManagedRandomAccessFile(_input, leaveOpen: true);
            _reader = new ParquetFileReader(_native, properties);
            // Of which nothing is read before somebody asks.
            _ = _reader.FileMetaData.NumRows;
            return _reader;
        });
    }

    /// <summary>How many rows each row group has.</summary>
    public long[] GroupRows() => Footer.GroupRows ??= Do("the footer", () =>
    {
        var rows = new long[Metadata.NumRowGroups];
        for (int g = 0; g < rows.Length; g++)
        {
            using var group = RowGroup(g);
            rows[g] = group.MetaData.NumRows;
            if (rows[g] is < 0 or > int.MaxValue)
                throw Damaged($"row group {g + 1}", $"it has {rows[g]:N0} rows by the footer, and 0 to {int.MaxValue:N0} are possible");
        }
        return rows;
    });

    /// <summary>The pages of a column of a row group; null where ParquetSharp alone can read them. Those asked for before are gone.</summary>
    public ChunkPages? TryPages(int group, int leaf, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var places = Footer.Places ??= Places();
        return group < places.Length && leaf < places[group].Length && _pages.TryOpen(places[group][leaf]) ? _pages : null;
    }

    private ChunkPlace[][] Places()
    {
        const int ending = 2 * Magic;
        ReadTail();
        int length = BinaryPrimitives.ReadInt32LittleEndian(_tail.AsSpan(_tail.Length - ending));
        long end = Bytes - ending - length;
        // Native code has read it, and so it is one.
        if (length <= 0 || end < Magic)
            return [];
        if (length + ending > _tail.Length)
        {
            _tail = new byte[length + ending];
            _source.ReadExactly(_tail, end);
        }
        var places = ChunkPlace.All(_tail.AsSpan(_tail.Length - ending - length, length), end);
        _tail = [];
        return places;
    }

    public RowGroupReader RowGroup(int index) => Do($"row group {index + 1}", () => Reader.RowGroup(index));

    /// <summary>Does something that reads the file, and says what is wrong with it where that fails.</summary>
    /// <param name="place">Where in the file: <c>row group 3, column 'a'</c>.</param>
    /// <param name="read">What reads.</param>
    /// <param name="column">The name of the column, where it is one.</param>
    public T Do<T>(string place, Func<T> read, string? column = null)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (_input.Fault is not null && e is not SourceException)
        {
            ExceptionDispatchInfo.Throw(_input.Fault);
            throw;
        }
        catch (Exception e) when (e is ParquetException or InvalidDataException or OverflowException or NotSupportedException or ArgumentException or OutOfMemoryException)
        {
            throw Damaged(place, e, column);
        }
    }

    public SourceException Damaged(string place, string problem, string? column = null) => new($"{Path}, {place}: {problem}; {Advice}", Path, column: column);

    private const string Advice = "the file is damaged or was cut short: copy it again, or have its writer write it anew.";

    private SourceException Damaged(string place, Exception e, string? column)
    {
        string said = Said(e);
        // Arrow's C++ has words of its own for what it was not built with.
        bool isUnknownCodec = (said.Contains("codec", StringComparison.OrdinalIgnoreCase) || said.Contains("compression", StringComparison.OrdinalIgnoreCase))
            && (said.Contains("not supported", StringComparison.OrdinalIgnoreCase) || said.Contains("not built", StringComparison.OrdinalIgnoreCase));
        string advice = isUnknownCodec ? "write it with snappy, zstd, gzip, brotli, LZ4_RAW or without compression." : Advice;
        return new SourceException($"{Path}, {place}: {(e is InvalidDataException ? "" : "it cannot be read: ")}{said}; {advice}", Path, column: column, inner: e);
    }

    /// <summary>What native code says, without the name of its exception around it.</summary>
    private static string Said(Exception e)
    {
        const string open = "(message: '", close = "')";
        string said = e.Message.ReplaceLineEndings(" ").Trim();
        if (e is ParquetException && said.IndexOf(open, StringComparison.Ordinal) is >= 0 and var start && said.EndsWith(close, StringComparison.Ordinal))
            said = said[(start + open.Length)..^close.Length];
        foreach (string prefix in new[] { "Invalid: ", "IOError: ", "Couldn't deserialize thrift: " })
            said = said.StartsWith(prefix, StringComparison.Ordinal) ? said[prefix.Length..] : said;
        return said.Trim().TrimEnd('.');
    }

    private void CheckEnds()
    {
        long length = Bytes;
        if (length < SmallestFile)
            throw new SourceException($"{Path} has {length} bytes, and is no Parquet file: expected {SmallestFile} at least; it was cut short, or is another file.", Path);
        Span<byte> ends = stackalloc byte[2 * Magic];
        _source.ReadExactly(ends[..Magic], 0);
        ReadTail();
        _tail.AsSpan(_tail.Length - Magic).CopyTo(ends[Magic..]);
        if (ends.SequenceEqual("PAREPARE"u8) || ends[Magic..].SequenceEqual("PARE"u8))
            throw new SourceException($"{Path} is encrypted Parquet, which is not read; decrypt it first.", Path);
        if (!ends[..Magic].SequenceEqual("PAR1"u8))
            throw new SourceException($"{Path} does not start with PAR1, and is no Parquet file; name it by what it is.", Path);
        if (!ends[Magic..].SequenceEqual("PAR1"u8))
            throw new SourceException($"{Path} does not end with PAR1, as Parquet files do; it was cut short: copy it again, or have its writer write it anew.", Path);
    }

    private void ReadTail()
    {
        if (_tail.Length > 0)
            return;
        _tail = new byte[Math.Min(Bytes, UsualTail)];
        _source.ReadExactly(_tail, Bytes - _tail.Length);
    }

    public void Dispose()
    {
        // The native reader calls the stream until it is gone.
        _reader?.Dispose();
        _native?.Dispose();
        _pages.Dispose();
        _input.Dispose();
        _source.Dispose();
    }
}
