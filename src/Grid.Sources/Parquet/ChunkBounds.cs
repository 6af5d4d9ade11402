using System.Runtime.InteropServices;
using Grid.Columns;
using ParquetSharp;

namespace Grid.Sources;

/// <summary>What the footer says of the values of a column in a row group, as bounds of what is read of it.</summary>
internal static unsafe class ChunkBounds
{
    /// <summary>The bounds of a column chunk.</summary>
    /// <param name="column">The column.</param>
    /// <param name="chunk">What the footer has of it.</param>
    /// <param name="rows">Rows of the row group.</param>
    public static ColumnBounds Of(ParquetLeaf column, ColumnChunkMetaData chunk, long rows)
    {
        // That there are no nulls is said like that nothing is said of them, but where the schema has none.
        bool mayHaveNulls = column.MaxLevel > 0;
        using var statistics = chunk.IsStatsSet ? chunk.Statistics : null;
        return statistics is null ? new ColumnBounds(null, mayHaveNulls)
            : statistics.HasMinMax ? new ColumnBounds(Extremes(column, statistics), mayHaveNulls)
            : new ColumnBounds(null, mayHaveNulls, MayHaveValues: rows == 0 || statistics.NullCount != rows);
    }

    private static Grid.Columns.Column? Extremes(ParquetLeaf column, Statistics statistics) => (column.Kind, statistics) switch
    {
        (ParquetKind.Bool, Statistics<bool> s) => ColumnFactory.Bool(s.Min, s.Max),
        (ParquetKind.Whole, Statistics<int> s) => Wholes(column.Types[0], s.Min, s.Max),
        (ParquetKind.Whole, Statistics<long> s) => Wholes(column.Types[0], s.Min, s.Max),
        (ParquetKind.Unsigned, Statistics<int> s) => Wholes(column.Types[0], (uint)s.Min, (uint)s.Max),
        (ParquetKind.Unsigned, Statistics<long> s) => Wholes(column.Types[0], s.Min, s.Max),
        (ParquetKind.Real, Statistics<float> s) => ColumnFactory.Float64(s.Min, s.Max),
        (ParquetKind.Real, Statistics<double> s) => ColumnFactory.Float64(s.Min, s.Max),
        (ParquetKind.Decimal, Statistics<int> s) => Decimals(column, s.Min, s.Max),
        (ParquetKind.Decimal, Statistics<long> s) => Decimals(column, s.Min, s.Max),
        (ParquetKind.Decimal, Statistics<FixedLenByteArray> s) => Decimals(column, s.Min, s.Max),
        (ParquetKind.Decimal, Statistics<ByteArray> s) => Decimals(column, s.Min, s.Max),
        (ParquetKind.Text, Statistics<ByteArray> s) => Texts(Bytes(s.Min), Bytes(s.Max)),
        // Of 96 bits, halves and what is written out, the order of the bytes is not that of what is read.
        _ => null,
    };

    private static Grid.Columns.Column Wholes(Grid.Columns.LogicalType type, long least, long greatest) =>
        type.Kind == LogicalKind.Date ? ColumnFactory.Primitive<int>(type.Storage, [(int)least, (int)greatest])
        : type.Kind == LogicalKind.Unsigned ? ColumnFactory.Primitive<ulong>(type.Storage, [(ulong)least, (ulong)greatest])
        : ColumnFactory.Primitive<long>(type.Storage, [least, greatest]);

    // As doubles they are rounded, which leaves them in order.
    private static Grid.Columns.Column? Decimals<T>(ParquetLeaf column, T least, T greatest) where T : unmanaged
    {
        ReadOnlySpan<T> both = [least, greatest];
        var (min, max) = (DecimalDigits.Of(both, 0, column.Width), DecimalDigits.Of(both, 1, column.Width));
        if (column.Types[0] == Grid.Columns.LogicalType.Real)
            return QuotientPass.TryQuotient(min, column.Scale, true, out double from) && QuotientPass.TryQuotient(max, column.Scale, true, out double to) ? ColumnFactory.Float64(from, to) : null;
        return min >= long.MinValue && max <= long.MaxValue && min <= max ? Wholes(column.Types[0], (long)min, (long)max) : null;
    }

    private static byte[] Bytes(ByteArray text) => text.Length <= 0 ? [] : new ReadOnlySpan<byte>((void*)text.Pointer, text.Length).ToArray();

    // A text that was cut short may end within a character: it is a bound all the same.
    private static Utf8Column Texts(byte[] least, byte[] greatest)
    {
        int[] offsets = [0, least.Length, least.Length + greatest.Length];
        return new Utf8Column(MemoryMarshal.AsBytes(offsets.AsSpan()).ToArray(), (byte[])[.. least, .. greatest]);
    }
}
