using ParquetSharp;
using Column = Grid.Columns.Column;

namespace Grid.Sources;

/// <summary>Reads blocks of one physical type, and puts nulls where they belong.</summary>
internal abstract class PhysicalPass(ParquetLeaf column, ColumnSink sink) : ColumnPass
{
    private readonly int[] _nullAt = column.MaxLevel == 0 ? [] : new int[BlockRows];
    private short[] _levels = [];
    private int[] _indices = [];
    private Array? _values;

    /// <summary>The column.</summary>
    protected ParquetLeaf Source => column;

    public override int Rows => sink.Rows;

    public override Column Finish() => sink.Finish();

    public override void Dispose() => sink.Dispose();

    public override bool TryRead(ChunkPages pages, long skip, int rows, CancellationToken cancellation) => column.Physical switch
    {
        PhysicalType.Int32 => TryRead(pages, skip, rows, 0, cancellation),
        PhysicalType.Int64 => TryRead(pages, skip, rows, 0L, cancellation),
        PhysicalType.Double => TryRead(pages, skip, rows, 0.0, cancellation),
        PhysicalType.Float => TryRead(pages, skip, rows, 0f, cancellation),
        PhysicalType.Boolean => TryRead(pages, skip, rows, false, cancellation),
        PhysicalType.Int96 => TryRead(pages, skip, rows, default(Int96), cancellation),
        PhysicalType.ByteArray => TryRead(pages, skip, rows, NullText, cancellation),
        PhysicalType.FixedLenByteArray => TryRead(pages, skip, rows, default(FixedLenByteArray), cancellation),
        _ => true,
    };

    public override bool TryRead(ColumnReader chunk, long skip, int rows, CancellationToken cancellation)
    {
        if (skip > 0 && chunk.Skip(skip) != skip)
            throw Short();
        return chunk switch
        {
            ColumnReader<int> c => TryRead(c, rows, 0, cancellation),
            ColumnReader<long> c => TryRead(c, rows, 0L, cancellation),
            ColumnReader<double> c => TryRead(c, rows, 0.0, cancellation),
            ColumnReader<float> c => TryRead(c, rows, 0f, cancellation),
            ColumnReader<bool> c => TryRead(c, rows, false, cancellation),
            ColumnReader<Int96> c => TryRead(c, rows, default, cancellation),
            ColumnReader<ByteArray> c => TryRead(c, rows, NullText, cancellation),
            ColumnReader<FixedLenByteArray> c => TryRead(c, rows, default, cancellation),
            _ => throw new NotSupportedException($"values of physical type {chunk.Type}"),
        };
    }

    // So that an empty text is no null.
    private static ByteArray NullText => new(0, -1);

    /// <summary>Takes a row a value; false where one has no room.</summary>
    protected abstract bool TryTake<T>(Span<T> values) where T : unmanaged;

    /// <summary>Sets out to take indices into a dictionary; false where the values are to be taken.</summary>
    protected virtual bool TryDictionary<T>(ReadOnlySpan<T> values) where T : unmanaged => false;

    /// <summary>Takes rows by indices into the dictionary: those of the rows that are no nulls, and which rows are.</summary>
    protected virtual void TakeIndices(ReadOnlySpan<int> indices, ReadOnlySpan<int> nullAt) => throw new NotSupportedException("indices of values");

    protected static NotSupportedException NotMeant<T>() => new($"values of {typeof(T).Name}, which its type does not have");

    // Rows that are not understood are not taken: whoever asked sees that there are fewer.
    private bool TryRead<T>(ChunkPages pages, long skip, int rows, T ofNull, CancellationToken cancellation) where T : unmanaged
    {
        T[]? dictionary = null;
        bool takesIndices = false;
        while (rows > 0 && pages.TryNext(out var header))
        {
            cancellation.ThrowIfCancellationRequested();
            if (header.Kind == PageKind.Dictionary)
            {
                if (dictionary is not null || !pages.TryDecompress(out var entries) || !PageRows.TryDictionary(header, entries, column.Width, out dictionary))
                    return true;
                takesIndices = dictionary.Length > 0 && dictionary.Length <= rows / 2 && TryDictionary<T>(dictionary);
                continue;
            }
            // Which ParquetSharp takes for the end.
            if (header.Values == 0)
                return true;
            if (skip >= header.Values)
            {
                skip -= header.Values;
                continue;
            }
            if (!pages.TryDecompress(out var bytes) || !PageRows.TryOpen(header, bytes, column.MaxLevel > 0, column.Width, out var page))
                return true;
            if (page.IsCoded && dictionary is null)
                return true;
            for (int left = header.Values; left > 0 && rows > 0;)
            {
                int count = (int)Math.Min(Math.Min(left, BlockRows), skip > 0 ? skip : rows);
                if (!page.TryNulls(count, _nullAt, out int nulls))
                    return true;
                var nullAt = _nullAt.AsSpan(0, nulls);
                var indices = page.IsCoded ? Indices(count - nulls) : default;
                if (page.IsCoded && !page.TryIndices(indices, dictionary!.Length))
                    return true;
                left -= count;
                if (page.IsCoded && takesIndices && skip == 0)
                {
                    Mark(nullAt);
                    TakeIndices(indices, nullAt);
                    rows -= count;
                    continue;
                }
                var values = Block<T>().AsSpan(0, count);
                if (page.IsCoded)
                    PageRows.Look(indices, dictionary!, values);
                else if (!page.TryValues(values[..^nulls]))
                    return true;
                if (skip > 0)
                {
                    skip -= count;
                    continue;
                }
                Mark(nullAt);
                NullGaps.Open(values, nullAt, ofNull);
                if (!TryTake(values))
                    return false;
                // Once there are values, a column may have given up the codes that indices were for.
                takesIndices = false;
                rows -= count;
            }
        }
        return true;
    }

    private bool TryRead<T>(ColumnReader<T> chunk, int rows, T ofNull, CancellationToken cancellation) where T : unmanaged
    {
        var values = Block<T>();
        if (_levels.Length == 0 && column.MaxLevel > 0)
            _levels = new short[BlockRows];
        while (rows > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            int wanted = Math.Min(rows, BlockRows);
            long levels = column.MaxLevel == 0
                ? chunk.ReadBatch(wanted, values, out long found)
                : chunk.ReadBatch(wanted, _levels, default, values, out found);
            int read = (int)(column.MaxLevel == 0 ? found : levels);
            if (read <= 0 || found < 0 || found > read || read > wanted)
                throw Short();
            if (found < read)
                Spread(values.AsSpan(0, read), (int)found, ofNull);
            if (!TryTake(values.AsSpan(0, read)))
                return false;
            rows -= read;
        }
        return true;
    }

    /// <summary>Moves values, which come without gaps, to their rows.</summary>
    private void Spread<T>(Span<T> values, int found, T ofNull)
    {
        int nulls = 0;
        for (int i = 0; i < values.Length; i++)
        {
            _nullAt[nulls] = i;
            nulls += _levels[i] == column.MaxLevel ? 0 : 1;
        }
        if (values.Length - nulls != found)
            throw new InvalidDataException("it has as many values as its definition levels do not say");
        Mark(_nullAt.AsSpan(0, nulls));
        NullGaps.Open(values, _nullAt.AsSpan(0, nulls), ofNull);
    }

    private void Mark(ReadOnlySpan<int> nullAt)
    {
        int first = sink.Rows;
        foreach (int row in nullAt)
            sink.Nulls.Set(first + row);
    }

    private T[] Block<T>() => _values as T[] ?? (T[])(_values = new T[BlockRows]);

    private Span<int> Indices(int count) => (_indices.Length > 0 ? _indices : _indices = new int[BlockRows]).AsSpan(0, count);

    private static InvalidDataException Short() => new("it has fewer values than the footer says");
}
