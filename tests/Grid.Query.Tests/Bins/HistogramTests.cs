using System.Numerics;
using Grid.Columns;

namespace Grid.Query.Tests;

public class HistogramTests
{
    private const double Most = double.MaxValue;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Every_finite_value_is_counted_once_in_its_bin(int bins) => Properties.Hold(seed =>
    {
        DataType[] types = [DataType.Float64, DataType.Int64, DataType.UInt64, DataType.Timestamp(TimeUnit.Second), DataType.Date32];
        var table = new RandomTable(seed, types);
        int column = seed % types.Length;
        var answer = table.Ask<HistogramAnswer>(new HistogramQuestion($"c{column}", bins), seed);
        var known = table.Known(column);
        var finite = known.Where(v => !Reference.IsInfinite(v)).ToList();
        int nulls = table.Columns[column].Count(v => v.IsNull), nans = table.Columns[column].Count(Reference.IsNaN);
        Assert.Equal((nulls, known.Count - finite.Count + nans, nans), (answer.Nulls, answer.NotFinite, answer.NaNs));
        if (finite.Count == 0)
        {
            Assert.Empty(answer.Edges);
            return;
        }
        Assert.Equal(bins + 1, answer.Edges.Count);
        var expected = new long[bins];
        foreach (var value in finite)
            expected[types[column] == DataType.Float64 ? BinByEdges(value, answer) : Bin(types[column], value, finite, bins)]++;
        Assert.Equal(expected, answer.Counts);
    }, runs: 30);

    [Fact]
    public void Days_in_more_bins_than_days_have_bins_of_equal_width()
    {
        var answer = Ask(Dates(18262, 18262, 18263, 18264), 5);
        Assert.Equal(
            ["2020-01-01T00:00:00", "2020-01-01T09:36:00", "2020-01-01T19:12:00", "2020-01-02T04:48:00", "2020-01-02T14:24:00", "2020-01-03T00:00:00"],
            answer.Edges.Select(e => e.ToString()));
        Assert.Equal([2, 0, 1, 0, 1], answer.Counts);
    }

    [Fact]
    public void Ten_days_in_four_bins_are_two_days_and_a_half_each()
    {
        var answer = Ask(Dates(18262, 18267, 18272), 4);
        Assert.Equal(["2020-01-01T00:00:00", "2020-01-03T12:00:00", "2020-01-06T00:00:00", "2020-01-08T12:00:00", "2020-01-11T00:00:00"], answer.Edges.Select(e => e.ToString()));
        Assert.Equal([1, 0, 1, 1], answer.Counts);
    }

    [Fact]
    public void Edges_of_days_that_are_whole_stay_days()
    {
        var answer = Ask(Dates(0, 10), 5);
        Assert.All(answer.Edges, e => Assert.Equal(LogicalType.Date, e.Type));
        Assert.Equal([0, 2, 4, 6, 8, 10], answer.Edges.Select(e => e.AsInt64));
    }

    [Fact]
    public void A_single_day_is_given_a_day_a_bin()
    {
        var answer = Ask(Dates(7, 7), 3);
        Assert.Equal([7, 8, 9, 10], answer.Edges.Select(e => e.AsInt64));
        Assert.Equal([2, 0, 0], answer.Counts);
    }

    [Theory]
    [InlineData(TimeUnit.Second, TimeUnit.Millisecond)]
    [InlineData(TimeUnit.Millisecond, TimeUnit.Microsecond)]
    [InlineData(TimeUnit.Microsecond, TimeUnit.Nanosecond)]
    public void Edges_of_ticks_go_into_the_next_unit_that_holds_them(TimeUnit unit, TimeUnit finer)
    {
        var answer = Ask(ColumnFactory.Primitive<long>(DataType.Timestamp(unit, "UTC"), [1000, 1001]), 4);
        Assert.All(answer.Edges, e => Assert.Equal(LogicalType.Timestamp(finer, "UTC"), e.Type));
        Assert.Equal([1_000_000, 1_000_250, 1_000_500, 1_000_750, 1_001_000], answer.Edges.Select(e => e.AsInt64));
        Assert.Equal([1, 0, 0, 1], answer.Counts);
    }

    [Fact]
    public void Nanoseconds_have_no_narrower_bins_than_one()
    {
        var answer = Ask(ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Nanosecond), [5, 6, 7]), 10);
        Assert.Equal([.. Enumerable.Range(5, 11).Select(i => (long)i)], answer.Edges.Select(e => e.AsInt64));
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], answer.Counts);
    }

    [Fact]
    public void Ticks_at_the_ends_of_their_range_have_edges()
    {
        foreach (var type in new[] { DataType.Timestamp(TimeUnit.Second), DataType.Timestamp(TimeUnit.Nanosecond) })
        {
            var answer = Ask(ColumnFactory.Primitive<long>(type, [long.MinValue, 0, long.MaxValue]), 4);
            Assert.Equal((long.MinValue, long.MaxValue), (answer.Edges[0].AsInt64, answer.Edges[4].AsInt64));
            AssertEqualWidths(answer, 1);
            Assert.Equal([1, 0, 1, 1], answer.Counts);
            Assert.Equal([0, 1], Ask(ColumnFactory.Primitive<long>(type, [long.MaxValue]), 2).Counts);
        }
    }

    [Fact]
    public void Whole_numbers_have_fractions_for_edges_where_these_are_needed()
    {
        var answer = Ask(ColumnFactory.Int64(1, 2, 3, 4, 5), 3);
        Assert.Equal([1, 7 / 3.0, 11 / 3.0, 5], answer.Edges.Select(e => e.AsDouble));
        Assert.Equal([2, 1, 2], answer.Counts);
        Assert.Equal([1, 0, 0, 1, 0, 0, 1, 0, 0, 1], Ask(ColumnFactory.Int64(0, 1, 2, 3), 10).Counts);
    }

    [Fact]
    public void Values_on_an_edge_go_up_and_the_last_edge_is_closed()
    {
        long?[] values = [.. Enumerable.Range(0, 31).Select(i => (long?)i)];
        var answer = Ask(ColumnFactory.Int64(values), 30);
        Assert.Equal([.. Enumerable.Range(0, 31).Select(i => (double)i)], answer.Edges.Select(e => e.AsDouble));
        Assert.Equal([.. Enumerable.Repeat(1L, 29), 2], answer.Counts);
    }

    [Theory]
    [InlineData(4, new[] { 4.5, 4.75, 5, 5.25, 5.5 }, new long[] { 0, 0, 1, 0 })]
    [InlineData(3, new[] { 4.5, 4.833333333333333, 5.166666666666667, 5.5 }, new long[] { 0, 1, 0 })]
    public void A_single_whole_number_lies_in_the_middle(int bins, double[] edges, long[] counts)
    {
        var answer = Ask(ColumnFactory.Int64(5), bins);
        Assert.Equal(edges, answer.Edges.Select(e => Math.Round(e.AsDouble, 15)));
        Assert.Equal(counts, answer.Counts);
    }

    [Fact]
    public void Whole_numbers_past_2_to_the_53_keep_all_their_digits()
    {
        const long Far = 1L << 60;
        var answer = Ask(ColumnFactory.Int64(Far, Far + 1, Far + 9, Far + 10), 4);
        Assert.Equal(
            ["1152921504606846976", "1152921504606846978.5", "1152921504606846981", "1152921504606846983.5", "1152921504606846986"],
            answer.Edges.Select(e => e.ToString()));
        Assert.Equal([2, 0, 0, 2], answer.Counts);
        var whole = Ask(ColumnFactory.Int64(Far, Far + 10), 5);
        Assert.Equal([Far, Far + 2, Far + 4, Far + 6, Far + 8, Far + 10], whole.Edges.Select(e => e.AsInt64));
        Assert.Equal(["1152921504606846975.5", "1152921504606846976", "1152921504606846976.5"], Ask(ColumnFactory.Int64(Far), 2).Edges.Select(e => e.ToString()));
        Assert.Equal("-9223372036854775808.5", Ask(ColumnFactory.Int64(long.MinValue), 1).Edges[0].ToString());
    }

    [Fact]
    public void Whole_numbers_at_both_ends_of_their_range_go_into_equal_bins()
    {
        var answer = Ask(ColumnFactory.Int64(long.MinValue, -1, 0, long.MaxValue), 4);
        Assert.Equal(["-9223372036854775808", "-4611686018427387904.25", "-0.5", "4611686018427387903.25", "9223372036854775807"], answer.Edges.Select(e => e.ToString()));
        Assert.Equal([1, 1, 1, 1], answer.Counts);
        var unsigned = Ask(ColumnFactory.Primitive<ulong>(DataType.UInt64, [0, ulong.MaxValue, ulong.MaxValue - 1]), 3);
        Assert.Equal(["0", "6148914691236517205", "12297829382473034410", "18446744073709551615"], unsigned.Edges.Select(e => e.ToString()));
        Assert.Equal([1, 0, 2], unsigned.Counts);
        var fourths = Ask(ColumnFactory.Primitive<ulong>(DataType.UInt64, [0, ulong.MaxValue, ulong.MaxValue - 1]), 4);
        Assert.Equal(["0", "4611686018427387903.75", "9223372036854775807.5", "13835058055282163711.25", "18446744073709551615"], fourths.Edges.Select(e => e.ToString()));
        Assert.Equal([1, 0, 0, 2], fourths.Counts);
        Assert.Equal("2 null", string.Join(", ", (fourths with { Nulls = 2 }).NotInBins));
        Assert.Equal("0 null, 1 NaN, 2 infinite", string.Join(", ", (fourths with { NotFinite = 3, NaNs = 1 }).NotInBins));
    }

    [Theory]
    [InlineData(new[] { 1.0, 1.0000000000000002 }, 20)]
    [InlineData(new[] { 1e300, 1e300 }, 7)]
    [InlineData(new[] { Most, Most }, 5)]
    [InlineData(new[] { -Most, -Most }, 5)]
    [InlineData(new[] { 0, double.Epsilon }, 10)]
    [InlineData(new[] { -Most, Most }, 6)]
    public void Numbers_next_to_each_other_and_at_the_ends_have_bins_of_some_width(double[] values, int bins)
    {
        var answer = Ask(ColumnFactory.Float64([.. values.Select(v => (double?)v)]), bins);
        Assert.All(answer.Edges.Zip(answer.Edges.Skip(1)), e => Assert.True(e.First.AsDouble < e.Second.AsDouble, $"{e}"));
        Assert.All(answer.Edges, e => Assert.True(double.IsFinite(e.AsDouble)));
        Assert.Equal(values.Length, answer.Counts.Sum());
    }

    [Fact]
    public void Edges_of_numbers_are_spaced_as_numpy_does()
    {
        var answer = Ask(ColumnFactory.Float64(0, 0.3, 0.9, 3), 10);
        Assert.Equal([0, 0.3, 0.6, 0.8999999999999999, 1.2, 1.5, 1.7999999999999998, 2.1, 2.4, 2.6999999999999997, 3], answer.Edges.Select(e => e.AsDouble));
        Assert.Equal([1, 1, 0, 1, 0, 0, 0, 0, 0, 1], answer.Counts);
    }

    [Fact]
    public void Text_and_no_bins_are_refused()
    {
        var schema = new Schema([new Field("t", DataType.Utf8), new Field("x", DataType.Float64)]);
        Assert.Contains("needs numbers or moments", Assert.Throws<QuestionException>(() => Execution.Start(new HistogramQuestion("t"), schema)).Message);
        Assert.Contains("1 to 10000", Assert.Throws<QuestionException>(() => Execution.Start(new HistogramQuestion("x", 0), schema)).Message);
    }

    private static HistogramAnswer Ask(Column column, int bins)
    {
        var batch = RecordBatch.From(("x", column));
        return (HistogramAnswer)Execution.Ask(new HistogramQuestion("x", bins), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
    }

    private static PrimitiveColumn<int> Dates(params int[] days) => ColumnFactory.Primitive<int>(DataType.Date32, days);

    private static void AssertEqualWidths(HistogramAnswer answer, int tolerance)
    {
        var edges = answer.Edges.Select(e => BigInteger.Parse(e.Type!.Kind == LogicalKind.Timestamp ? $"{e.AsInt64}" : e.ToString())).ToList();
        var widths = edges.Zip(edges.Skip(1), (a, b) => b - a).ToList();
        Assert.InRange(widths.Max() - widths.Min(), 0, tolerance);
    }

    private static int BinByEdges(Scalar value, HistogramAnswer answer) =>
        Enumerable.Range(1, answer.Counts.Count - 1).Where(e => value.AsDouble >= answer.Edges[e].AsDouble).DefaultIfEmpty(0).Max();

    // In exact fractions.
    private static int Bin(DataType type, Scalar value, List<Scalar> all, int bins)
    {
        BigInteger Whole(Scalar s) => type.Id == TypeId.UInt64 ? (ulong)s.AsInt64 : s.AsInt64;
        BigInteger low = all.Min(Whole), high = all.Max(Whole), limit = type.Id == TypeId.Date32 ? int.MaxValue : long.MaxValue;
        if (low == high)
        {
            bool number = type.Id is TypeId.Int64 or TypeId.UInt64;
            return number ? bins / 2 : (int)BigInteger.Min(bins - 1, bins - BigInteger.Min(bins, limit - low));
        }
        return (int)BigInteger.Min(bins - 1, (Whole(value) - low) * bins / (high - low));
    }
}
