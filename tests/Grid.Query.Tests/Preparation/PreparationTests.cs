using Grid.Columns;

namespace Grid.Query.Tests.Preparation;

public sealed class PreparationTests
{
    private static readonly PartitionTable Table = Prepared.Table(
        ("n", ColumnFactory.Int64([3, null, 1, 10])),
        ("x", ColumnFactory.Float64([1.5, double.NaN, null, 4])),
        ("t", ColumnFactory.Utf8(["b", null, "a", "b"])),
        ("b", ColumnFactory.Bool([true, null, false, true])),
        ("d", ColumnFactory.Primitive<int>(DataType.Date32, [17000, null, 17002, 17001])),
        ("e", ColumnFactory.Float64([null, double.NaN, null, null])));

    [Fact]
    public async Task A_value_and_the_mode_keep_the_type_and_the_mean_makes_whole_numbers_doubles()
    {
        Assert.Equal((LogicalType.Whole, "3|0|1|10"), await Filled("n", 0));
        Assert.Equal((LogicalType.Real, "3|4.666666666666667|1|10"), await Filled("n", Fill.Mean));
        Assert.Equal((LogicalType.Real, "3|0.5|1|10"), await Filled("n", 0.5));
        Assert.Equal((LogicalType.Real, "1.5|2.75|2.75|4"), await Filled("x", Fill.Median));
        Assert.Equal((LogicalType.Text, "b|b|a|b"), await Filled("t", Fill.Mode));
        Assert.Equal((LogicalType.Text, "b|mode|a|b"), await Filled("t", Fill.Parse("'mode'")));
        Assert.Equal((LogicalType.Text, "b|none|a|b"), await Filled("t", Fill.Parse("none")));
        Assert.Equal((LogicalType.Bool, "true|true|false|true"), await Filled("b", Fill.Mode));
        Assert.Equal((LogicalType.Real, "1|0.6666666666666666|0|1"), await Filled("b", Fill.Mean));
        Assert.Equal((LogicalType.Date, "2016-07-18|2020-02-29|2016-07-20|2016-07-19"), await Filled("d", new DateOnly(2020, 2, 29)));
        Assert.Equal((LogicalType.Date, "2016-07-18|2016-07-18|2016-07-20|2016-07-19"), await Filled("d", Fill.Mode));
    }

    [Fact]
    public async Task Beside_whole_numbers_that_no_double_holds_figures_are_whole()
    {
        var table = Prepared.Table(
            ("u", ColumnFactory.Primitive<ulong>(DataType.UInt64, [0, null, 18446744073709551613, 18446744073709551615])),
            ("full", ColumnFactory.Primitive<ulong>(DataType.UInt64, [0, 18446744073709551613, 18446744073709551615, 7])),
            ("i", ColumnFactory.Int64([-9007199254740993, null, 9007199254740995, 3])),
            ("small", ColumnFactory.Int64([1, null, 2, 4])));
        async Task<string> After(PreparationStep step, string column) => Text(await Prepared.RowsAsync([table], step), column);
        async Task<string> With(string column, Fill fill) => await After(new FillStep([new ColumnFill(column, fill)]), column);
        Assert.Equal("0|18446744073709551613|18446744073709551613|18446744073709551615", await With("u", Fill.Median));
        Assert.Equal("0|12297829382473033728|18446744073709551613|18446744073709551615", await With("u", Fill.Mean));
        // Nothing is missing, and nothing is another number.
        Assert.Equal("0|18446744073709551613|18446744073709551615|7", await With("full", Fill.Median));
        Assert.Equal("-9007199254740993|3|9007199254740995|3", await With("i", Fill.Median));
        Assert.Equal("-9007199254740993|2|9007199254740995|3", await With("i", Fill.Mean));
        Assert.Equal("1|2.3333333333333335|2|4", await With("small", Fill.Mean));
        async Task<string> Clip(string column, string low, string high) => await After(new ClipStep([new ColumnClip(column, ClipBound.Parse(low), ClipBound.Parse(high))]), column);
        Assert.Equal("7|18446744073709551613|18446744073709551613|7", await Clip("full", "7", "p70"));
        Assert.Equal("0||18446744073709551613|18446744073709551615", await Clip("u", "p0", "p100"));
        Assert.Equal("-9007199254740993||9007199254740995|3", await Clip("i", "p0", "p100"));
    }

    [Fact]
    public async Task Bounds_are_values_or_percentiles_and_what_is_missing_stays_so()
    {
        Assert.Equal((LogicalType.Whole, "3||2|5"), await Clipped("n", 2, 5));
        Assert.Equal((LogicalType.Whole, "3||3|10"), await Clipped("n", 3, null));
        Assert.Equal((LogicalType.Real, "2.5||1|2.5"), await Clipped("n", null, 2.5));
        Assert.Equal((LogicalType.Real, "3||2|6.5"), await Clipped("n", ClipBound.Parse("p25"), ClipBound.Parse("p75")));
        Assert.Equal((LogicalType.Real, "2|NaN||3"), await Clipped("x", 2, 3));
        Assert.Equal((LogicalType.Date, "2016-07-19||2016-07-20|2016-07-19"), await Clipped("d", "2016-07-19", null));
    }

    [Fact]
    public async Task Rows_that_miss_something_are_left_out_of_the_columns_named_or_of_all()
    {
        Assert.Equal("3|1|10", Text(await Prepared.RowsAsync([Table], new DropNullsTransform(["n", "t"])), "n"));
        Assert.Equal("3|10", Text(await Prepared.RowsAsync([Table], new DropNullsTransform(["x"])), "n"));
        Assert.Equal("", Text(await Prepared.RowsAsync([Table], new DropNullsTransform(null)), "n"));
    }

    [Fact]
    public async Task Later_steps_are_fitted_on_what_earlier_ones_give()
    {
        Transform[] transforms =
        [
            new WhereTransform("n is null or n < 10"), new FillStep([new ColumnFill("n", Fill.Mean)]), new WithColumnTransform("m", "n * 10"),
            new ScaleStep([new ColumnScaling("m", Scaling.MinMax), new ColumnScaling("n", Scaling.Standard)]),
        ];

        var rows = await Prepared.RowsAsync([Table], transforms);

        Assert.Equal("1|0.5|0", Text(rows, "m"));
        Assert.Equal([Math.Sqrt(1.5), 0, -Math.Sqrt(1.5)], rows.Column("n").Select(v => v.AsDouble), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData("fill", "t", "mean", "fill: there is no mean of column 't', which is utf8: expected mode, ffill, bfill or a text.")]
    [InlineData("fill", "d", "median", "fill: there is no median of column 'd', which is date32: expected mode, ffill, bfill or a date such as '2017-03-25'.")]
    [InlineData("fill", "n", "medain", "fill: 'medain' is no value of column 'n', which is int64: expected mean, median, mode, ffill, bfill or a number; did you mean 'median'?")]
    [InlineData("fill", "b", "1", "fill: '1' is no value of column 'b', which is bool: expected mean, median, mode, ffill, bfill or true or false.")]
    [InlineData("fill", "e", "mean", "fill: column 'e' has no values, and so no mean: give a value, or leave the column out.")]
    [InlineData("fill", "e", "mode", "fill: column 'e' has no values, and so no mode: give a value, or leave the column out.")]
    [InlineData("fill", "nn", "mean", "unknown column 'nn': did you mean 'n'?")]
    [InlineData("scale", "t", "Standard", "scale: column 't' is utf8, and only numbers can be scaled.")]
    [InlineData("scale", "d", "MinMax", "scale: column 'd' is date32, and only numbers can be scaled.")]
    [InlineData("scale", "e", "Standard", "scale: column 'e' has no values to be scaled by: fill it first, or leave it out.")]
    [InlineData("scale", "e", "MinMax", "scale: column 'e' has no values to be scaled by: fill it first, or leave it out.")]
    [InlineData("scale", "e", "Robust", "scale: column 'e' has no values to be scaled by: fill it first, or leave it out.")]
    [InlineData("clip", "t", "a", "clip: column 't' is utf8, and only numbers, dates and timestamps can be clipped.")]
    [InlineData("clip", "d", "p5", "clip: column 'd' is date32, whose bounds are a date such as '2017-03-25', and no percentiles.")]
    [InlineData("clip", "n", "p101", "clip: p101 is no percentile of column 'n': expected p0 to p100.")]
    [InlineData("clip", "n", "high", "clip: 'high' is no bound of column 'n', which is int64: expected a number, or a percentile such as p99.")]
    [InlineData("clip", "n", "100", "clip: the lower bound of column 'n', 100, is above the upper one, 50.")]
    [InlineData("clip", "e", "p1", "clip: column 'e' has no values, and so no percentiles: give values, or leave the column out.")]
    public async Task What_cannot_be_done_is_told_in_one_line(string step, string column, string how, string line)
    {
        PreparationStep wrong = step switch
        {
            "fill" => new FillStep([new ColumnFill(column, Fill.Parse(how))]),
            "scale" => new ScaleStep([new ColumnScaling(column, Enum.Parse<Scaling>(how))]),
            _ => new ClipStep([new ColumnClip(column, ClipBound.Parse(how), how == "100" ? 50 : null)]),
        };

        Assert.Equal(line, (await Assert.ThrowsAsync<QuestionException>(() => Prepared.RowsAsync([Table], wrong))).Message);
    }

    [Fact]
    public async Task Infinite_values_have_no_mean_and_no_scale()
    {
        var table = Prepared.Table(("x", ColumnFactory.Float64([1, null, double.PositiveInfinity])));

        foreach (PreparationStep step in new PreparationStep[] { new FillStep([new ColumnFill("x", Fill.Mean)]), new ScaleStep([new ColumnScaling("x", Scaling.Standard)]), new ScaleStep([new ColumnScaling("x", Scaling.MinMax)]) })
            Assert.Contains("infinite values", (await Assert.ThrowsAsync<QuestionException>(() => Prepared.RowsAsync([table], step))).Message);
    }

    [Fact]
    public void Figures_that_were_fitted_go_with_numbers_of_any_type_and_with_no_other()
    {
        var scaled = new ScaledTransform("n", LogicalType.Real, 1, 2);

        Assert.Equal("1||0|4.5", Text(Prepared.Rows([Table], [scaled]), "n"));
        var fault = Assert.Throws<QuestionException>(() => Prepared.Rows([Table], [scaled with { Column = "t" }]));
        Assert.Equal("column 't' is utf8, and what was fitted is of a column of double: fit it to this table, or read the column as double.", fault.Message.Replace("float64", "double", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_rows_give_the_same_bits_however_they_are_cut_and_those_of_a_plain_twin()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            Transform[] transforms =
            [
                new FillStep([new ColumnFill("c0", Fill.Mean), new ColumnFill("c1", 0)]), new ClipStep([new ColumnClip("c1", ClipBound.At(0.1), ClipBound.At(0.9))]),
                new ScaleStep([new ColumnScaling("c0", Scaling.Standard), new ColumnScaling("c1", Scaling.Robust)]),
            ];
            var tables = new[] { 0, 1, 2 }.Select(cut => new RandomTable(seed, [DataType.Float64, DataType.Int64], wild: false, rows: 200, cut)).ToArray();
            if (tables[0].Known(0).Count == 0)
                continue;
            var answers = new List<HeadAnswer>();
            foreach (var table in tables)
                answers.Add(await Prepared.RowsAsync(table.Tables, transforms));

            Assert.Equal(answers[0].Rows.SelectMany(r => r), answers[1].Rows.SelectMany(r => r));
            Assert.Equal(answers[0].Rows.SelectMany(r => r), answers[2].Rows.SelectMany(r => r));
            Close(Twin([.. tables[0].Columns[0].Select(Number)]), answers[0].Column("c0"));
        }
    }

    // Filled by the mean, then to mean 0 and variance 1.
    private static double[] Twin(double[] values)
    {
        if (values.Where(v => !double.IsNaN(v)).Distinct().Count() == 1)
            return new double[values.Length];
        double mean = values.Where(v => !double.IsNaN(v)).Average();
        double[] filled = [.. values.Select(v => double.IsNaN(v) ? mean : v)];
        double deviation = Math.Sqrt(filled.Sum(v => (v - mean) * (v - mean)) / filled.Length);
        return [.. filled.Select(v => (v - mean) / deviation)];
    }

    private static double Number(Scalar value) => value.IsNull ? double.NaN : value.AsDouble;

    private static void Close(double[] expected, Scalar[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i].AsDouble) < 1e-9, $"row {i}: {actual[i]} is not {expected[i]}");
    }

    private static async Task<(LogicalType, string)> Filled(string column, Fill with) => Shown(await Prepared.RowsAsync([Table], new FillStep([new ColumnFill(column, with)])), column);

    private static async Task<(LogicalType, string)> Clipped(string column, ClipBound? least, ClipBound? most) =>
        Shown(await Prepared.RowsAsync([Table], new ClipStep([new ColumnClip(column, least, most)])), column);

    private static (LogicalType, string) Shown(HeadAnswer rows, string column) => (rows.Types[rows.Columns.ToList().IndexOf(column)], Text(rows, column));

    private static string Text(HeadAnswer rows, string column) => string.Join('|', rows.Column(column));
}
