using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// A column of the other side of a join, as rows take it over: where it has few distinct values, as ascending values and codes, so that
/// taking a row is to copy a code, and questions about the joined rows are answered from those.
/// </summary>
internal static class SideColumn
{
    private const int MostValues = ushort.MaxValue;

    /// <summary>Puts the column together from that of each batch.</summary>
    /// <param name="parts">The columns, in the order of the rows.</param>
    /// <param name="type">The logical type.</param>
    public static Column Of(IReadOnlyList<Column> parts, LogicalType type)
    {
        if (parts is [DictionaryColumn { IsOrdered: true, Values.Length: <= MostValues } coded] && coded.Values.Type == type.Storage)
            return coded;
        var plain = ConcatColumn.Of(parts, type.Storage);
        return plain switch
        {
            Utf8Column c => Coded(c) ?? plain,
            PrimitiveColumn<long> c => Coded(c.Values, c) ?? plain,
            PrimitiveColumn<ulong> c => Coded(c.Values, c) ?? plain,
            PrimitiveColumn<int> c => Coded(c.Values, c) ?? plain,
            // NaN and -0 have a place of their own among doubles, and no distinct value.
            PrimitiveColumn<double> c when !HasOdd(c.Values) => Coded(c.Values, c) ?? plain,
            _ => plain,
        };
    }

    private static bool HasOdd(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (double.IsNaN(value) || (value == 0 && double.IsNegative(value)))
                return true;
        }
        return false;
    }

    private static DictionaryColumn? Coded<T>(ReadOnlySpan<T> values, Column column) where T : unmanaged, IComparable<T>
    {
        var numbers = new Dictionary<T, int>();
        for (int i = 0; i < values.Length; i++)
        {
            if (column.IsValid(i) && numbers.TryAdd(values[i], 0) && numbers.Count > MostValues)
                return null;
        }
        T[] distinct = [.. numbers.Keys.Order()];
        for (int code = 0; code < distinct.Length; code++)
            numbers[distinct[code]] = code;
        var codes = new int[values.Length];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = column.IsValid(i) ? numbers[values[i]] : distinct.Length;
        return Coded(codes, ColumnFactory.Primitive<T>(column.Type, distinct), column);
    }

    private static DictionaryColumn? Coded(Utf8Column column)
    {
        var texts = new TextInterner();
        var codes = new int[column.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = column.IsValid(i) ? texts.Intern(column[i]) : -1;
            if (texts.Texts.Count > MostValues)
                return null;
        }
        int[] ranks = texts.Texts.Ranks(), order = new int[ranks.Length];
        for (int i = 0; i < ranks.Length; i++)
            order[ranks[i]] = i;
        for (int i = 0; i < codes.Length; i++)
            codes[i] = codes[i] < 0 ? ranks.Length : ranks[codes[i]];
        var ascending = texts.Texts.Take(order);
        int[] offsets = [0, .. ascending.Ends];
        return Coded(codes, new Utf8Column(MemoryMarshal.AsBytes(offsets.AsSpan()).ToArray(), ascending.Bytes.ToArray()), column);
    }

    private static DictionaryColumn Coded(int[] codes, Column values, Column column)
    {
        // The code of null is one behind the last.
        Column indices = values.Length <= byte.MaxValue
            ? new PrimitiveColumn<byte>(DataType.UInt8, Array.ConvertAll(codes, code => (byte)code), column.Validity, column.NullCount)
            : new PrimitiveColumn<ushort>(DataType.UInt16, MemoryMarshal.AsBytes(Array.ConvertAll(codes, code => (ushort)code).AsSpan()).ToArray(), column.Validity, column.NullCount);
        return new DictionaryColumn(indices, values, ordered: true, nullsCoded: true);
    }
}
