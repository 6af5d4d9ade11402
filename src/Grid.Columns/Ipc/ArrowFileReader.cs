using System.Buffers.Binary;

namespace Grid.Columns;

/// <summary>
/// Reads Arrow's file format, batch by batch in any order. Columns look at the memory that is read: at the given memory
/// itself, or at an array a batch where the source is a stream. Everything is checked first; what is damaged, cut short
/// or of a type that Grid does not hold ends in an <see cref="ArrowFormatException"/>. Not for use by several threads at
/// once; several readers may share one memory.
/// </summary>
public sealed class ArrowFileReader : IDisposable
{
    private const int HeadBytes = 8;

    private readonly IpcSource _source;
    private readonly ColumnLayout[] _columns;
    private readonly DictionaryStore _dictionaries;
    private readonly IpcBlock[] _dictionaryBlocks;
    private readonly long?[] _dictionaryIds;
    private readonly bool[] _dictionariesRead;
    private readonly IpcBlock[] _batches;

    private ArrowFileReader(IpcSource source, ReadOnlySpan<byte> footer, long position)
    {
        _source = source;
        var table = FlatTable.Root(footer, position);
        if (!table.TryTable(1, out var schema))
            throw new ArrowFormatException("the footer has no schema", position);
        (Schema, _columns) = SchemaDecoder.Decode(schema, position);
        _dictionaries = new DictionaryStore(_columns, position);
        _dictionaryBlocks = Blocks(table.Vector(2, IpcBlock.Size), position);
        (_dictionaryIds, _dictionariesRead) = (new long?[_dictionaryBlocks.Length], new bool[_dictionaryBlocks.Length]);
        _batches = Blocks(table.Vector(3, IpcBlock.Size), position);
    }

    /// <summary>The schema of the batches, encodings included.</summary>
    public Schema Schema { get; }

    /// <summary>How many batches there are.</summary>
    public int BatchCount => _batches.Length;

    /// <summary>Bytes of the batch at a position in the file, as the footer says.</summary>
    /// <exception cref="IndexOutOfRangeException">The file has no such batch.</exception>
    public long BytesOf(int index) => _batches[index].MetadataLength + _batches[index].BodyLength;

    /// <summary>Opens a file in memory.</summary>
    /// <exception cref="ArrowFormatException">It is not an Arrow file, or one that Grid cannot hold.</exception>
    public static ArrowFileReader Open(ReadOnlyMemory<byte> bytes) =>
        OpenAsync(new IpcSource(bytes), false, default).GetAwaiter().GetResult();

    /// <summary>Opens a file.</summary>
    /// <param name="stream">The bytes, from the stream's current position to its end; the stream must seek.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed of.</param>
    /// <exception cref="ArrowFormatException">It is not an Arrow file, or one that Grid cannot hold.</exception>
    public static ArrowFileReader Open(Stream stream, bool leaveOpen = false) =>
        OpenAsync(new IpcSource(stream, leaveOpen), false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Open(Stream, bool)"/>
    public static Task<ArrowFileReader> OpenAsync(Stream stream, bool leaveOpen = false, CancellationToken cancellation = default) =>
        OpenAsync(new IpcSource(stream, leaveOpen), true, cancellation);

    /// <summary>The batch at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The file has no such batch.</exception>
    /// <exception cref="ArrowFormatException">The batch is damaged.</exception>
    public RecordBatch Read(int index) => ReadAsync(index, null, false, default).GetAwaiter().GetResult();

    /// <summary>Some columns of the batch at a position, in the order of the schema. Of the others nothing is read, not their dictionaries either.</summary>
    /// <param name="index">Which batch.</param>
    /// <param name="columns">The positions of the columns in the schema; none for the count of the rows alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">The file has no such batch.</exception>
    /// <exception cref="ArrowFormatException">What is read of it is damaged.</exception>
    public RecordBatch Read(int index, IReadOnlyCollection<int> columns)
    {
        var wanted = new bool[_columns.Length];
        foreach (int column in columns)
            wanted[column] = true;
        return ReadAsync(index, wanted.Contains(false) ? wanted : null, false, default).GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Read(int)"/>
    public Task<RecordBatch> ReadAsync(int index, CancellationToken cancellation = default) => ReadAsync(index, null, true, cancellation);

    /// <summary>All batches in order.</summary>
    /// <exception cref="ArrowFormatException">A batch is damaged.</exception>
    public IEnumerable<RecordBatch> ReadAll() => Enumerable.Range(0, BatchCount).Select(Read);

    /// <summary>Closes the stream, unless it is to stay open.</summary>
    public void Dispose() => _source.Dispose();

    private static async Task<ArrowFileReader> OpenAsync(IpcSource source, bool async, CancellationToken cancellation)
    {
        try
        {
            var (footer, position) = await ReadFooterAsync(source, async, cancellation).ConfigureAwait(false);
            return new ArrowFileReader(source, footer.Span, position);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static async Task<(ReadOnlyMemory<byte> Footer, long Position)> ReadFooterAsync(IpcSource source, bool async, CancellationToken cancellation)
    {
        int tailBytes = sizeof(int) + Metadata.Magic.Length;
        if (source.Length is not { } length)
            throw new ArgumentException("An Arrow file is read from its end, so its stream must be able to seek.");
        var head = await source.ReadUpToAsync(HeadBytes, "the file's head", async, cancellation).ConfigureAwait(false);
        if (!head.Span.StartsWith(Metadata.Magic))
            throw new ArrowFormatException("the file does not start with ARROW1, so it is not an Arrow file", 0);
        if (length < HeadBytes + tailBytes)
            throw new ArrowFormatException($"the file is cut short: it has {length} bytes", length);
        source.Seek(length - tailBytes);
        var tail = await source.ReadAsync(tailBytes, "the file's end", async, cancellation).ConfigureAwait(false);
        if (!tail.Span[sizeof(int)..].SequenceEqual(Metadata.Magic))
            throw new ArrowFormatException("the file does not end with ARROW1: it is cut short, or its writer did not finish", length);
        int size = BinaryPrimitives.ReadInt32LittleEndian(tail.Span);
        long position = length - tailBytes - size;
        if (size <= 0 || position < HeadBytes)
            throw new ArrowFormatException($"the file's end speaks of a footer of {size} bytes in a file of {length}", length - tailBytes);
        source.Seek(position);
        return (await source.ReadAsync(size, "the footer", async, cancellation).ConfigureAwait(false), position);
    }

    private static IpcBlock[] Blocks(FlatVector vector, long end)
    {
        var blocks = new IpcBlock[vector.Count];
        for (int i = 0; i < blocks.Length; i++)
        {
            var block = new IpcBlock(vector.Int64(i, 0), vector.Int32(i, 8), vector.Int64(i, 16));
            if (block.Offset < HeadBytes || block.MetadataLength < 0 || block.BodyLength < 0
                || block.Offset > end - block.MetadataLength || block.BodyLength > end - block.MetadataLength - block.Offset)
            {
                throw new ArrowFormatException(
                    $"the footer speaks of a block of {block.MetadataLength} and {block.BodyLength} bytes at byte {block.Offset}, which is not in the file", end);
            }
            blocks[i] = block;
        }
        return blocks;
    }

    private async Task<RecordBatch> ReadAsync(int index, bool[]? wanted, bool async, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)BatchCount, nameof(index));
        await ReadDictionariesAsync(wanted, async, cancellation).ConfigureAwait(false);
        var message = await ReadBlockAsync(_batches[index], Metadata.BatchMessage, wanted is not null, async, cancellation).ConfigureAwait(false);
        var schema = wanted is null ? Schema : new Schema(Schema.Fields.Where((_, i) => wanted[i]));
        return BatchDecoder.Batch(message.Content(), message.Body, message.BodyPosition, schema, _columns, _dictionaries, wanted);
    }

    // Those that have not been read, of the columns that are wanted, in the order of the file: the parts of one follow one another.
    private async Task ReadDictionariesAsync(bool[]? wanted, bool async, CancellationToken cancellation)
    {
        HashSet<long>? ids = wanted is null ? null : [.. _columns.Where((column, i) => wanted[i] && column.DictionaryId >= 0).Select(column => column.DictionaryId)];
        for (int i = 0; i < _dictionaryBlocks.Length && ids?.Count != 0; i++)
        {
            if (_dictionariesRead[i] || (ids is not null && _dictionaryIds[i] is { } known && !ids.Contains(known)))
                continue;
            var message = await ReadBlockAsync(_dictionaryBlocks[i], Metadata.DictionaryMessage, ids is not null, async, cancellation).ConfigureAwait(false);
            _dictionaryIds[i] = DictionaryStore.IdOf(message);
            if (ids?.Contains(_dictionaryIds[i]!.Value) == false)
                continue;
            _dictionaries.Add(message, mayReplace: false);
            _dictionariesRead[i] = true;
        }
    }

    private async Task<ReceivedMessage> ReadBlockAsync(IpcBlock block, byte kind, bool isPartial, bool async, CancellationToken cancellation)
    {
        _source.Seek(block.Offset);
        var message = await ReceivedMessage.ReadAsync(_source, async, cancellation, isPartial).ConfigureAwait(false);
        if (message is null || message.Kind != kind)
            throw new ArrowFormatException("the footer points at a message of another kind", block.Offset);
        if (message.BodyPosition != block.Offset + block.MetadataLength || message.Body.Length != block.BodyLength)
            throw new ArrowFormatException("the footer and the message that it points at differ in its length", block.Offset);
        return message;
    }
}
