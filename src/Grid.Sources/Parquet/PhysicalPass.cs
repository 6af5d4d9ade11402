using System.Runtime.CompilerServices;
using ParquetSharp;
using Column = Grid.Columns.Column;

namespace Grid.Sources;

/// <summary>Reads blocks of one physical type, and puts nulls where they belong.</summary>
internal abstract class PhysicalPass(ParquetLeaf column, ColumnSink sink) : ColumnPass
{
    private readonly short[] _levels = column.MaxLevel == 0 ? [] : new short[BlockRows];
    private Array? _values;

    /// <summary>The column.</summary>
    protected ParquetLeaf Source => column;

    public override Column Finish() => sink.Finish();

    public override void Dispose() => sink.Dispose();

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
            // Of a null, so that an empty text is not one.
            ColumnReader<ByteArray> c => TryRead(c, rows, new ByteArray(0, -1), cancellation),
            ColumnReader<FixedLenByteArray> c => TryRead(c, rows, default, cancellation),
            _ => throw new NotSupportedException($"values of physical type {chunk.Type}"),
        };
    }

    /// <summary>Takes a row a value; false where one has no room.</summary>
    protected abstract bool TryTake<T>(Span<T> values) where T : unmanaged;

    protected static NotSupportedException NotMeant<T>() => new($"values of {typeof(T).Name}, which its type does not have");

    private bool TryRead<T>(ColumnReader<T> chunk, int rows, T ofNull, CancellationToken cancellation) where T : unmanaged
    {
        var values = _values as T[] ?? (T[])(_values = new T[BlockRows]);
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread<T>(Span<T> values, int found, T ofNull)
    {
        var levels = _levels.AsSpan(0, values.Length);
        short valid = column.MaxLevel;
        if (levels.Count(valid) != found)
            throw new InvalidDataException("it has as many values as its definition levels do not say");
        int from = found - 1, row = sink.Rows;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            if (levels[i] == valid)
            {
                values[i] = values[from--];
                continue;
            }
            values[i] = ofNull;
            sink.Nulls.Set(row + i);
        }
    }

    private static InvalidDataException Short() => new("it has fewer values than the footer says");
}
