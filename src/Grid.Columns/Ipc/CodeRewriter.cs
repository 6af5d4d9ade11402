using System.Numerics;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>Gives the codes of dictionary columns other numbers, when their dictionary is merged with others or put in order.</summary>
internal static class CodeRewriter
{
    /// <summary>Codes as they are, but 0 where a null is: some readers look every code up, whether it is valid or not.</summary>
    public static ReadOnlyMemory<byte> WithoutNulls(Column codes)
    {
        var bytes = ((IPrimitiveColumn)codes).Bytes;
        if (codes.NullCount == 0)
            return bytes;
        int width = codes.Type.ByteWidth;
        var copy = bytes.ToArray();
        var validity = codes.Validity!.Value;
        for (long start = 0; start < codes.Length; start += 64)
        {
            int end = (int)Math.Min(64, codes.Length - start);
            ulong missing = ~validity.Word((int)start);
            for (; BitOperations.TrailingZeroCount(missing) is var bit && bit < end; missing &= missing - 1)
                copy.AsSpan(((int)start + bit) * width, width).Clear();
        }
        return copy;
    }

    /// <summary>Codes of another type in which code c has become <c>map[c]</c>, and null where that is -1.</summary>
    public static Column Apply(Column codes, ReadOnlySpan<int> map, DataType type) => ColumnDispatch.Integers<Visitor, Column>(codes, new Visitor(map, type));

    private readonly ref struct Visitor(ReadOnlySpan<int> map, DataType type) : IIntegerVisitor<Column>
    {
        private readonly ReadOnlySpan<int> _map = map;

        public Column Visit<T>(PrimitiveColumn<T> codes) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => Apply(codes, _map, type);
    }

    private static Column Apply<T>(PrimitiveColumn<T> codes, ReadOnlySpan<int> map, DataType type) where T : unmanaged, IBinaryInteger<T>
    {
        var from = codes.Values;
        var to = new int[from.Length];
        var valid = new bool[from.Length];
        for (int i = 0; i < from.Length; i++)
        {
            int code = codes.IsValid(i) ? map[int.CreateChecked(from[i])] : -1;
            (to[i], valid[i]) = (Math.Max(code, 0), code >= 0);
        }
        int nulls = valid.AsSpan().Count(false);
        return PrimitiveColumns.Over(type, Narrow(to, type), nulls == 0 ? null : Bitmap.From(valid), nulls);
    }

    private static byte[] Narrow(int[] codes, DataType type) => type.Id switch
    {
        TypeId.Int8 => Narrow<sbyte>(codes),
        TypeId.UInt8 => Narrow<byte>(codes),
        TypeId.Int16 => Narrow<short>(codes),
        TypeId.UInt16 => Narrow<ushort>(codes),
        TypeId.Int32 or TypeId.UInt32 => Narrow<int>(codes),
        _ => Narrow<long>(codes),
    };

    private static byte[] Narrow<T>(int[] codes) where T : unmanaged, IBinaryInteger<T>
    {
        var narrow = new T[codes.Length];
        for (int i = 0; i < codes.Length; i++)
            narrow[i] = T.CreateChecked(codes[i]);
        return MemoryMarshal.AsBytes(narrow.AsSpan()).ToArray();
    }
}
