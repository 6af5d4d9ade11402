using System.Numerics;

namespace Grid.Columns;

/// <summary>Counts how often each code of a dictionary column occurs.</summary>
internal static class CodeCounter
{
    public static int[] Count(DictionaryColumn column) => column.Codes switch
    {
        PrimitiveColumn<byte> c => Count(c, column),
        PrimitiveColumn<ushort> c => Count(c, column),
        PrimitiveColumn<int> c => Count(c, column),
        PrimitiveColumn<sbyte> c => Count(c, column),
        PrimitiveColumn<short> c => Count(c, column),
        PrimitiveColumn<uint> c => Count(c, column),
        PrimitiveColumn<long> c => Count(c, column),
        PrimitiveColumn<ulong> c => Count(c, column),
        _ => throw new InvalidOperationException($"Codes of type {column.Codes.Type} are not integers."),
    };

    private static int[] Count<T>(PrimitiveColumn<T> codes, DictionaryColumn column) where T : unmanaged, IBinaryInteger<T>
    {
        var counts = new int[column.Values.Length];
        var values = codes.Values;
        if (column.Validity is not { } validity)
        {
            foreach (var code in values)
                counts[int.CreateChecked(code)]++;
            return counts;
        }
        for (int start = 0; start < values.Length; start += 64)
        {
            for (ulong word = validity.Word(start); word != 0; word &= word - 1)
                counts[int.CreateChecked(values[start + BitOperations.TrailingZeroCount(word)])]++;
        }
        return counts;
    }
}
