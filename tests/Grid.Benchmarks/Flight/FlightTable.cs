using Grid.Columns;

namespace Grid.Benchmarks;

/// <summary>A made-up table of four columns: whole numbers of many and of few values, and reals; the same for the same number of rows.</summary>
internal static class FlightTable
{
    private const int BatchRows = 1 << 15;

    public static IEnumerable<RecordBatch> Of(int rows)
    {
        var random = new Random(2017);
        for (int start = 0; start < rows; start += BatchRows)
        {
            int count = Math.Min(BatchRows, rows - start);
            yield return RecordBatch.From(
                ("a", ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(1_000_000_000))])),
                ("b", ColumnFactory.Primitive<double>(DataType.Float64, [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())])),
                ("c", ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(256))])),
                ("d", ColumnFactory.Primitive<double>(DataType.Float64, [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 100)])));
        }
    }
}
