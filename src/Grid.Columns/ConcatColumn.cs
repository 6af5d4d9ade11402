using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>Columns of any encoding put one behind the other, as one plain column of a logical type.</summary>
public static class ConcatColumn
{
    /// <summary>Puts columns together; a single one that is plain already stays as it is.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="type">The logical type, which the types of all widen to.</param>
    /// <exception cref="OverflowException">There are more than 2^31 rows, or texts of more than 2 GiB.</exception>
    public static Column Of(IReadOnlyList<Column> columns, DataType type)
    {
        if (columns.Count == 1)
            return PlainColumn.Of(columns[0], type);
        Column[] parts = [.. columns.Select(column => PlainColumn.Of(column, type))];
        int rows = 0, nulls = 0;
        foreach (var part in parts)
            (rows, nulls) = (checked(rows + part.Length), nulls + part.NullCount);
        var validity = nulls == 0 ? (Bitmap?)null : Bits(parts, rows, (part, i) => part.IsValid(i));
        return type.Id switch
        {
            TypeId.Bool => new BoolColumn(Bits(parts, rows, (part, i) => ((BoolColumn)part).Values[i]), validity, nulls),
            TypeId.Utf8 => Texts(parts, rows, validity, nulls),
            _ => PrimitiveColumns.Over(type, Bytes(parts, type), validity, nulls),
        };
    }

    private static byte[] Bytes(Column[] parts, DataType type)
    {
        var bytes = new byte[parts.Sum(part => (long)part.Length * type.ByteWidth)];
        int at = 0;
        foreach (var part in parts)
        {
            var from = ((IPrimitiveColumn)part).Bytes.Span;
            from.CopyTo(bytes.AsSpan(at));
            at += from.Length;
        }
        return bytes;
    }

    private static Bitmap Bits(Column[] parts, int rows, Func<Column, int, bool> isSet)
    {
        var bytes = new byte[Bitmap.BytesFor(rows)];
        int at = 0;
        foreach (var part in parts)
        {
            for (int i = 0; i < part.Length; i++, at++)
            {
                if (isSet(part, i))
                    bytes[at >> 3] |= (byte)(1 << (at & 7));
            }
        }
        return new Bitmap(bytes, 0, rows);
    }

    private static Utf8Column Texts(Column[] parts, int rows, Bitmap? validity, int nulls)
    {
        var offsets = new byte[(rows + 1L) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        var data = new byte[checked((int)parts.Sum(part => (long)((Utf8Column)part).Offsets[^1] - ((Utf8Column)part).Offsets[0]))];
        int row = 0;
        foreach (var part in parts.Cast<Utf8Column>())
        {
            var from = part.Offsets;
            int start = ends[row];
            part.Data.Span[from[0]..from[^1]].CopyTo(data.AsSpan(start));
            for (int i = 1; i < from.Length; i++)
                ends[++row] = start + from[i] - from[0];
        }
        return new Utf8Column(offsets, data, validity, nulls);
    }
}
