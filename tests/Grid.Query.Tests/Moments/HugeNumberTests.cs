using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Sums, means and deviations near the ends of the range of doubles, of plain and of coded columns, over all rows and by group.</summary>
public class HugeNumberTests
{
    public static TheoryData<double[], int, double, double, double> Cases => new()
    {
        // Values, how often each occurs, and sum, mean and deviation as exact arithmetic has them.
        { [1e308], 10, double.PositiveInfinity, 1e308, 0 },
        { [double.MaxValue], 3000, double.PositiveInfinity, double.MaxValue, 0 },
        { [1e308, -1e308], 10, 0, 0, 1e308 * Math.Sqrt(20 / 19.0) },
        { [1.7e308, 1.6e308], 50, double.PositiveInfinity, 1.65e308, 5e306 * Math.Sqrt(100 / 99.0) },
        { [1e200, -1e200], 1, 0, 0, 1e200 * Math.Sqrt(2) },
        { [3e160, 5e160], 700, 5.6e163, 4e160, 1e160 * Math.Sqrt(1400 / 1399.0) },
        { [-1e308], 5, double.NegativeInfinity, -1e308, 0 },
        { [double.PositiveInfinity, 1], 3, double.PositiveInfinity, double.PositiveInfinity, double.NaN },
        { [double.NegativeInfinity, 1e308], 9, double.NegativeInfinity, double.NegativeInfinity, double.NaN },
        { [double.PositiveInfinity, double.NegativeInfinity], 2, double.NaN, double.NaN, double.NaN },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Figures_do_not_overflow_on_the_way(double[] values, int times, double sum, double mean, double deviation)
    {
        double[] rows = [.. Enumerable.Range(0, values.Length * times).Select(i => values[i % values.Length])];
        foreach (var table in Tables(values, rows))
        {
            string[] aggregates = ["sum(x)", "mean(x)", "std(x)"];
            var all = (AggregateAnswer)Execution.Ask(new AggregateQuestion(aggregates), table[0].Schema, table);
            AssertFigures([sum, mean, deviation], all.Values);
            var described = ((DescribeAnswer)Execution.Ask(new DescribeQuestion(["x"]), table[0].Schema, table)).Columns[0];
            AssertFigures([mean, deviation], [described.Mean, Scalar.Float64(described.Std!.Value)]);
            foreach (string key in new[] { "plain", "coded" })
            {
                AssertFigures([sum, mean, deviation], ((GroupByAnswer)Execution.Ask(new GroupByQuestion([key], aggregates), table[0].Schema, table)).Groups[0].Values);
                AssertFigures([sum, mean], ((GroupByAnswer)Execution.Ask(new GroupByQuestion([key], ["sum(x)", "mean(x)"]), table[0].Schema, table)).Groups[0].Values);
            }
        }
    }

    // The figures of a group are those of its rows, whatever another group holds.
    [Fact]
    public void Huge_numbers_of_one_group_leave_another_as_it_is()
    {
        double?[] x = [.. Enumerable.Range(0, 600).Select(i => i % 3 == 0 ? (double?)(i % 2 == 0 ? 1e308 : -1e308) : i % 3 == 1 ? i : double.NaN)];
        var batch = RecordBatch.From(("k", ColumnFactory.Int64([.. Enumerable.Range(0, 600).Select(i => (long?)(i % 3))])), ("x", ColumnFactory.Float64(x)));
        var answer = (GroupByAnswer)Execution.Ask(new GroupByQuestion(["k"], ["mean(x)", "std(x)"]), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        Assert.Equal(0, answer.Groups[0].Values[0].AsDouble);
        var small = x.Index().Where(v => v.Index % 3 == 1).Select(v => Scalar.Float64(v.Item!.Value)).ToList();
        Assert.Equal(299.5, answer.Groups[1].Values[0].AsDouble);
        Assert.Equal(Reference.Deviation(small)!.Value, answer.Groups[1].Values[1].AsDouble, 1e-10);
        Assert.All(answer.Groups[2].Values, v => Assert.True(v.IsNull));
    }

    private static void AssertFigures(double[] expected, IReadOnlyList<Scalar> got)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Reference.Near(expected[i], got[i].AsDouble, 1e-12), $"figure {i} is {got[i]}, expected {expected[i]:R}");
    }

    // As plain values, and as codes of few and of many values; in one partition and in two.
    private static IEnumerable<PartitionTable[]> Tables(double[] values, double[] rows)
    {
        double[] many = [.. values, .. Enumerable.Range(0, 300).Select(i => (double)i)];
        foreach (double[]? dictionary in new[] { null, values, many })
        {
            Column x = dictionary is null ? ColumnFactory.Primitive<double>(DataType.Float64, rows)
                : new DictionaryColumn(
                    ColumnFactory.Primitive<ushort>(DataType.UInt16, [.. rows.Select(r => (ushort)Array.IndexOf(dictionary, r))]),
                    ColumnFactory.Primitive<double>(DataType.Float64, dictionary), false, false);
            var batch = RecordBatch.From(
                ("x", x), ("plain", ColumnFactory.Primitive<long>(DataType.Int64, new long[rows.Length])),
                ("coded", new DictionaryColumn(ColumnFactory.Primitive<byte>(DataType.UInt8, new byte[rows.Length]), ColumnFactory.Utf8([.. Enumerable.Range(100, 200).Select(i => $"{i}")]), true, true)));
            var schema = batch.Schema.Plain();
            yield return [new PartitionTable(schema, [batch])];
            if (rows.Length > 1)
                yield return [new PartitionTable(schema, [batch.Slice(0, rows.Length / 2)]), new PartitionTable(schema, [batch.Slice(rows.Length / 2, rows.Length - rows.Length / 2)])];
        }
    }
}
