using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Deviations, variances, covariances and correlations of numbers whose squares and products leave the range of doubles, at either end.</summary>
public class FarProductTests
{
    private static readonly string[] s_aggregates = ["std(x)", "corr(x, x)", "corr(x, y)", "corr(x, z)", "cov(x, y)", "var(x)", "cov(x, x)", "corr(x * 1.5, y) + 0"];

    // 2, 4 and 9 have the deviation root 13, and the co-moment 11 with 1, 2 and 4, whose squares about the mean add up to 42 / 9.
    private static readonly double s_correlation = 11 / Math.Sqrt(26 * 42 / 9.0);

    public static TheoryData<double> Units => [1e-170, 1e-200, 1e-307, 1, 1e140, 1e200, 1e307];

    [Theory]
    [MemberData(nameof(Units))]
    public void Figures_have_the_unit_of_their_values(double unit)
    {
        foreach (var tables in Tables([unit]))
        {
            AssertFigures(unit, ((AggregateAnswer)Execution.Ask(new AggregateQuestion(s_aggregates), tables[0].Schema, tables)).Values);
            AssertFigures(unit, ((GroupByAnswer)Execution.Ask(new GroupByQuestion(["k"], s_aggregates), tables[0].Schema, tables)).Groups[0].Values);
            var described = ((DescribeAnswer)Execution.Ask(new DescribeQuestion(["x"]), tables[0].Schema, tables)).Columns[0];
            Assert.Equal(1, described.Std!.Value / unit / Math.Sqrt(13), 1e-12);
            var correlated = (CorrelationAnswer)Execution.Ask(new CorrelationQuestion(["x", "y"]), tables[0].Schema, tables);
            Assert.Equal(s_correlation, correlated.R[0][1], 1e-12);
        }
    }

    [Fact]
    public void Each_group_has_figures_of_its_own()
    {
        double[] units = [1e-200, 1, 1e200, 1e-307, 1e100];
        IReadOnlyList<Scalar[]>? first = null;
        foreach (var tables in Tables(units))
        {
            var answer = (GroupByAnswer)Execution.Ask(new GroupByQuestion(["k"], s_aggregates), tables[0].Schema, tables);
            for (int g = 0; g < units.Length; g++)
                AssertFigures(units[g], answer.Groups[g].Values);
            // The same bits for any cuts and encodings.
            first ??= [.. answer.Groups.Select(group => group.Values.ToArray())];
            Assert.Equal(first.SelectMany(v => v), answer.Groups.SelectMany(group => group.Values));
        }
    }

    [Fact]
    public void Numbers_of_no_more_than_a_few_bits_correlate()
    {
        foreach (var tables in Tables([double.Epsilon]))
        {
            var values = ((AggregateAnswer)Execution.Ask(new AggregateQuestion(["corr(x, x)", "corr(x, y)", "std(x)", "cov(x, y)"]), tables[0].Schema, tables)).Values;
            Assert.Equal(1, values[0].AsDouble);
            Assert.Equal(s_correlation, values[1].AsDouble, 1e-12);
            Assert.Equal(4 * double.Epsilon, values[2].AsDouble);
            Assert.True(values[3].AsDouble is 5 * double.Epsilon or 6 * double.Epsilon);
        }
    }

    [Fact]
    public void Infinite_values_and_constant_columns_have_no_correlation_and_nulls_no_part()
    {
        Assert.Equal([double.NaN, double.NaN], Pair([1e200, 2e200, double.PositiveInfinity], [1, 2, 3]));
        Assert.Equal([0, double.NaN], Pair([1e-200, 1e-200, 1e-200], [1, 2, 3]));
        Assert.Equal([0, double.NaN], Pair([3e200, 3e200, 3e200], [1e200, 2e200, 5e200]));
        double[] pair = Pair([1e200, null, 3e200, double.NaN], [1e200, 5, 3e200, 7]);
        Assert.Equal([double.PositiveInfinity, 1], pair);
        pair = Pair([1e-200, null, 3e-200, double.NaN], [1e200, 5, 3e200, 7]);
        Assert.Equal(2, pair[0], 1e-12);
        Assert.Equal(1, pair[1]);

        static double[] Pair(double?[] x, double?[] y)
        {
            var batch = RecordBatch.From(("x", ColumnFactory.Float64(x)), ("y", ColumnFactory.Float64(y)));
            return [.. ((AggregateAnswer)Execution.Ask(new AggregateQuestion(["cov(x, y)", "corr(x, y)"]), batch.Schema, [new PartitionTable(batch.Schema, [batch])])).Values.Select(v => v.AsDouble)];
        }
    }

    private static void AssertFigures(double unit, IReadOnlyList<Scalar> values)
    {
        double[] got = [.. values.Select(v => v.AsDouble)];
        Assert.Equal(1, got[0] / unit / Math.Sqrt(13), 1e-12);
        Assert.Equal(1, got[1]);
        Assert.Equal(s_correlation, got[2], 1e-12);
        Assert.Equal(s_correlation, got[3], 1e-12);
        Assert.Equal(1, got[4] / unit / 5.5, 1e-12);
        double variance = 13 * unit * unit;
        foreach (double one in got[5..7])
            Assert.True(variance == one || Math.Abs(one / variance - 1) < 1e-12, $"{one} for {variance}");
        Assert.Equal(s_correlation, got[7], 1e-12);
    }

    // x and z in a unit, y in ones; groups one behind the other, plain and coded, in one partition and in several.
    private static IEnumerable<PartitionTable[]> Tables(double[] units)
    {
        double[] x = [.. units.SelectMany(unit => new[] { 2 * unit, 4 * unit, 9 * unit })], z = [.. units.SelectMany(unit => new[] { unit, 2 * unit, 4 * unit })];
        double[] y = [.. units.SelectMany(_ => new double[] { 1, 2, 4 })];
        var k = ColumnFactory.Int64([.. units.SelectMany((_, i) => new long?[] { i, i, i })]);
        foreach (bool isCoded in new[] { false, true })
        {
            Column column = !isCoded ? ColumnFactory.Primitive<double>(DataType.Float64, x) : new DictionaryColumn(
                ColumnFactory.Primitive<ushort>(DataType.UInt16, [.. x.Select((_, i) => (ushort)i)]), ColumnFactory.Primitive<double>(DataType.Float64, x), false, false);
            var batch = RecordBatch.From(("k", k), ("x", column), ("y", ColumnFactory.Primitive<double>(DataType.Float64, y)), ("z", ColumnFactory.Primitive<double>(DataType.Float64, z)));
            var schema = batch.Schema.Plain();
            yield return [new PartitionTable(schema, [batch])];
            yield return [new PartitionTable(schema, [batch.Slice(0, 2)]), new PartitionTable(schema, [batch.Slice(2, batch.Length - 2)])];
        }
    }
}
