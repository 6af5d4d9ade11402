using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>The values of a column, whatever its encoding: bool, long, ulong, double, string, or null; days and ticks as long.</summary>
internal static class Cells
{
    public static object? At(Column column, int row)
    {
        if (!column.IsValid(row))
            return null;
        return column switch
        {
            DictionaryColumn c => At(c.Values, c.Code(row)),
            BoolColumn c => c.Values[row],
            Utf8Column c => c.GetString(row),
            PrimitiveColumn<sbyte> c => (long)c.Values[row],
            PrimitiveColumn<short> c => (long)c.Values[row],
            PrimitiveColumn<int> c => (long)c.Values[row],
            PrimitiveColumn<long> c => c.Values[row],
            PrimitiveColumn<ulong> c => c.Values[row],
            PrimitiveColumn<double> c => c.Values[row],
            _ => throw new NotSupportedException(column.Type.ToString()),
        };
    }

    public static object?[] Of(Column column) => [.. Enumerable.Range(0, column.Length).Select(row => At(column, row))];

    /// <summary>Fails unless a dictionary column keeps what loaders promise: ascending values, coded nulls, right counts.</summary>
    public static void CheckEncoding(Column column)
    {
        if (column is not DictionaryColumn coded)
            return;
        Assert.True(coded.IsOrdered);
        Assert.True(coded.NullsCoded);
        var values = Of(coded.Values);
        for (int i = 1; i < values.Length; i++)
        {
            Assert.True(
                coded.Values is Utf8Column texts ? texts[i - 1].SequenceCompareTo(texts[i]) < 0
                : System.Collections.Comparer.Default.Compare(values[i - 1], values[i]) < 0);
        }
        var counts = new int[values.Length];
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsValid(row))
                counts[coded.Code(row)]++;
            else
                Assert.Equal(values.Length, coded.Code(row));
        }
        Assert.Equal(counts, coded.CodeCounts.ToArray());
        Assert.DoesNotContain(0, counts);
    }
}
