using Grid.Columns;

namespace Grid.Query.Tests.Preparation;

public sealed class GapTests
{
    [Theory]
    [InlineData("ffill", false)]
    [InlineData("bfill", true)]
    public async Task Gaps_take_the_value_before_or_behind_in_any_cut_also_after_a_filter(string how, bool isBackward)
    {
        for (int seed = 1; seed <= 60; seed++)
        {
            foreach (int cut in new[] { 0, 1 })
            {
                var table = new RandomTable(seed, [DataType.Float64, DataType.Utf8, DataType.Int64, DataType.Bool, DataType.Date32], wild: false, rows: seed % 6 == 0 ? 5000 : null, cut);
                bool isFiltered = seed % 2 == 0;
                bool Keep(int row) => !isFiltered || table.Columns[2][row] is { IsNull: false, AsInt64: > -5 };
                Transform[] transforms = [.. isFiltered ? new Transform[] { new WhereTransform("c2 > -5") } : [], new FillStep([.. new[] { "c0", "c1", "c3", "c4" }.Select(c => new ColumnFill(c, Fill.Parse(how)))])];

                var rows = await Prepared.RowsAsync(table.Tables, transforms);

                // A few rows alone are read in blocks of their own.
                var fitted = await Prepared.FitAsync(table.Tables, transforms);
                foreach (int few in new[] { 1, 7, 2045 })
                    Assert.Equal(rows.Rows.Take(few), ((HeadAnswer)Execution.Ask(new HeadQuestion(few) { Transforms = fitted }, table.Schema, table.Tables)).Rows);
                int[] kept = [.. Enumerable.Range(0, table.Rows).Where(Keep)];
                foreach (int c in new[] { 0, 1, 3, 4 })
                    Assert.Equal(Twin([.. kept.Select(r => table.Columns[c][r])], isBackward), rows.Column($"c{c}"));
            }
        }
    }

    [Fact]
    public async Task Not_a_number_is_a_gap_and_what_comes_later_has_no_part()
    {
        var table = Prepared.Table(("x", ColumnFactory.Float64([null, 1, double.NaN, 5, null])), ("n", ColumnFactory.Int64([1, 2, 3, 4, 5])));

        Assert.Equal("|1|1|5|5", string.Join('|', (await Prepared.RowsAsync([table], new FillStep([new ColumnFill("x", Fill.Forward)]))).Column("x")));
        Assert.Equal("1|1|5|5|", string.Join('|', (await Prepared.RowsAsync([table], new FillStep([new ColumnFill("x", Fill.Backward)]))).Column("x")));
        Assert.Equal("1|5", string.Join('|', (await Prepared.RowsAsync([table], new FillStep([new ColumnFill("x", Fill.Forward)]), new WhereTransform("n in (3, 5)"))).Column("x")));
        // One after the other: what nothing comes before takes what is behind.
        Assert.Equal("1|1|1|5|5", string.Join('|', (await Prepared.RowsAsync([table], new FillStep([new ColumnFill("x", Fill.Forward)]), new FillStep([new ColumnFill("x", Fill.Backward)]))).Column("x")));
    }

    [Fact]
    public async Task Sorted_rows_have_no_place_in_the_order_of_the_source()
    {
        var table = Prepared.Table(("x", ColumnFactory.Float64([null, 1])));

        Assert.Contains("goes by the order of the source", (await Assert.ThrowsAsync<QuestionException>(
            () => Prepared.RowsAsync([table], new SortTransform(["x"]), new FillStep([new ColumnFill("x", Fill.Forward)])))).Message);
    }

    private static Scalar[] Twin(Scalar[] values, bool isBackward)
    {
        var last = Scalar.Null;
        var result = new Scalar[values.Length];
        foreach (int i in isBackward ? Enumerable.Range(0, values.Length).Reverse() : Enumerable.Range(0, values.Length))
            result[i] = last = values[i].IsNull || Reference.IsNaN(values[i]) ? last : values[i];
        return result;
    }
}
