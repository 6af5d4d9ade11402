using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>
/// Rows picked from several batches, in an order of their own, taken column by column into plain columns. What comes out depends on the values
/// alone, not on how they were encoded or which batch they were in: where a null is, zeros lie.
/// </summary>
public sealed class RowPicks
{
    private readonly int _count;
    private readonly int[][] _rows;
    private readonly int[][] _positions;

    /// <summary>Picks rows.</summary>
    /// <param name="batches">Which batch each row is of.</param>
    /// <param name="rows">Which of its rows.</param>
    /// <param name="count">How many batches there are.</param>
    public RowPicks(ReadOnlySpan<int> batches, ReadOnlySpan<int> rows, int count)
    {
        _count = rows.Length;
        var lengths = new int[count];
        foreach (int batch in batches)
            lengths[batch]++;
        (_rows, _positions) = (Array.ConvertAll(lengths, n => new int[n]), Array.ConvertAll(lengths, n => new int[n]));
        Array.Clear(lengths);
        for (int i = 0; i < rows.Length; i++)
        {
            int at = lengths[batches[i]]++;
            (_rows[batches[i]][at], _positions[batches[i]][at]) = (rows[i], i);
        }
    }

    /// <summary>Takes a column's rows.</summary>
    /// <param name="columns">The column in each batch, in any encoding that widens to the type.</param>
    /// <param name="type">The logical type.</param>
    /// <exception cref="OverflowException">The texts have no room in one column, or a moment none in the type's unit.</exception>
    public Column Take(IReadOnlyList<Column> columns, DataType type)
    {
        var (validity, nulls) = Validity(columns);
        var picks = new (Column Values, int[] Rows)[columns.Count];
        for (int b = 0; b < picks.Length; b++)
            picks[b] = _rows[b].Length == 0 ? (columns[b], []) : Plain(columns[b], _rows[b], type);
        if (type.Id == TypeId.Utf8)
            return TakeText(columns, picks, validity, nulls);
        if (type.Id == TypeId.Bool)
        {
            var bits = new byte[Bitmap.BytesFor(_count)];
            Each(columns, (b, i, position) =>
            {
                if (((BoolColumn)picks[b].Values).Values[picks[b].Rows[i]])
                    bits[position >> 3] |= (byte)(1 << (position & 7));
            });
            return new BoolColumn(new Bitmap(bits, 0, _count), validity, nulls);
        }
        return type.ByteWidth switch
        {
            4 => TakeFixed<int>(columns, picks, type, validity, nulls),
            8 => TakeFixed<long>(columns, picks, type, validity, nulls),
            _ => TakeFixed<Int128>(columns, picks, type, validity, nulls),
        };
    }

    private (Bitmap? Validity, int Nulls) Validity(IReadOnlyList<Column> columns)
    {
        if (columns.All(column => column.NullCount == 0))
            return (null, 0);
        var bits = new byte[Bitmap.BytesFor(_count)];
        int valid = 0;
        Each(columns, (_, _, position) =>
        {
            bits[position >> 3] |= (byte)(1 << (position & 7));
            valid++;
        });
        return (new Bitmap(bits, 0, _count), _count - valid);
    }

    // Every row that is not null.
    private void Each(IReadOnlyList<Column> columns, Action<int, int, int> take)
    {
        for (int b = 0; b < _rows.Length; b++)
        {
            bool isNullable = columns[b].NullCount > 0;
            for (int i = 0; i < _rows[b].Length; i++)
            {
                if (!isNullable || columns[b].IsValid(_rows[b][i]))
                    take(b, i, _positions[b][i]);
            }
        }
    }

    private Column TakeFixed<T>(IReadOnlyList<Column> columns, (Column Values, int[] Rows)[] picks, DataType type, Bitmap? validity, int nulls) where T : unmanaged
    {
        var bytes = new byte[_count * Unsafe.SizeOf<T>()];
        var to = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        for (int b = 0; b < picks.Length; b++)
        {
            if (_rows[b].Length == 0)
                continue;
            var from = MemoryMarshal.Cast<byte, T>(((IPrimitiveColumn)picks[b].Values).Bytes.Span);
            int[] rows = picks[b].Rows, positions = _positions[b];
            bool isNullable = columns[b].NullCount > 0;
            for (int i = 0; i < rows.Length; i++)
            {
                if (!isNullable || columns[b].IsValid(_rows[b][i]))
                    to[positions[i]] = from[rows[i]];
            }
        }
        return PrimitiveColumns.Over(type, bytes, validity, nulls);
    }

    private Utf8Column TakeText(IReadOnlyList<Column> columns, (Column Values, int[] Rows)[] picks, Bitmap? validity, int nulls)
    {
        var offsets = new byte[(_count + 1) * sizeof(int)];
        Each(columns, (b, i, position) => Ends(offsets)[position + 1] = ((Utf8Column)picks[b].Values)[picks[b].Rows[i]].Length);
        var ends = Ends(offsets);
        for (int i = 0; i < _count; i++)
            ends[i + 1] = checked(ends[i] + ends[i + 1]);
        var data = new byte[ends[_count]];
        Each(columns, (b, i, position) => ((Utf8Column)picks[b].Values)[picks[b].Rows[i]].CopyTo(data.AsSpan(Ends(offsets)[position])));
        return new Utf8Column(offsets, data, validity, nulls);
    }

    private static Span<int> Ends(byte[] offsets) => MemoryMarshal.Cast<byte, int>(offsets.AsSpan());

    // Plain values of the type, and where among them the rows are.
    private static (Column Values, int[] Rows) Plain(Column column, int[] rows, DataType type)
    {
        if (column is DictionaryColumn coded)
            return (PlainColumn.Of(coded.Values, type), Array.ConvertAll(rows, row => coded.NullCount == 0 || coded.IsValid(row) ? coded.Code(row) : 0));
        if (column.Type == type)
            return (column, rows);
        var picked = column switch
        {
            { Type.Id: TypeId.Int8 or TypeId.UInt8 } => Narrow<byte>(column, rows),
            { Type.Id: TypeId.Int16 or TypeId.UInt16 } => Narrow<short>(column, rows),
            { Type.Id: TypeId.Int32 or TypeId.UInt32 or TypeId.Date32 or TypeId.Float32 } => Narrow<int>(column, rows),
            IPrimitiveColumn => Narrow<long>(column, rows),
            _ => null,
        };
        if (picked is null)
            return (PlainColumn.Of(column, type), rows);
        int[] all = new int[rows.Length];
        for (int i = 0; i < all.Length; i++)
            all[i] = i;
        return (PlainColumn.Of(picked, type), all);
    }

    private static Column Narrow<T>(Column column, int[] rows) where T : unmanaged
    {
        var from = MemoryMarshal.Cast<byte, T>(((IPrimitiveColumn)column).Bytes.Span);
        var bytes = new byte[rows.Length * Unsafe.SizeOf<T>()];
        var to = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        for (int i = 0; i < to.Length; i++)
            to[i] = column.NullCount == 0 || column.IsValid(rows[i]) ? from[rows[i]] : default;
        return PrimitiveColumns.Over(column.Type, bytes, null, 0);
    }
}
