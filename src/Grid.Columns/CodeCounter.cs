using System.Numerics;

namespace Grid.Columns;

/// <summary>Counts how often each code of a dictionary column occurs.</summary>
internal static class CodeCounter
{
    public static int[] Count(DictionaryColumn column) => ColumnDispatch.Integers<Visitor, int[]>(column.Codes, new Visitor(column));

    private readonly struct Visitor(DictionaryColumn column) : IIntegerVisitor<int[]>
    {
        public int[] Visit<T>(PrimitiveColumn<T> codes) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => Count(codes, column);
    }

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
