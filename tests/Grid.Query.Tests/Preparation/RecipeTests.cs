using Grid.Columns;

namespace Grid.Query.Tests.Preparation;

public sealed class RecipeTests
{
    private static readonly Transform[] Steps =
    [
        new FilledTransform("a", LogicalType.Whole, Scalar.Float64(0.1 + 0.2)), new FilledTransform("b", LogicalType.Text, Scalar.Text("\"ä\n")),
        new FilledTransform("c", LogicalType.Unsigned, Scalar.UInt64(ulong.MaxValue)), new FilledTransform("d", LogicalType.Bool, Scalar.Bool(true)),
        new ScaledTransform("e", LogicalType.Real, -0.0, 5e-324), new ScaledTransform("f", LogicalType.Real, double.MaxValue, 1 / 3.0),
        new ClippedTransform("g", LogicalType.Real, Scalar.Float64(double.NegativeInfinity), Scalar.Float64(1e300)),
        new ClippedTransform("h", LogicalType.Timestamp(TimeUnit.Nanosecond, "UTC"), Scalar.Timestamp(LogicalType.Timestamp(TimeUnit.Nanosecond, "UTC"), long.MaxValue), Scalar.Null),
        new OneHotTransform("i", LogicalType.Date, [Scalar.Date(-5), Scalar.Date(17000)], true), new OrdinalTransform("j", LogicalType.Real, [Scalar.Float64(-1), Scalar.Float64(0.1)]),
        new DropNullsTransform(null), new DropNullsTransform(["k"]), new DropCorrelatedTransform([new CorrelatedColumn("l", "m", -0.99)]),
    ];

    [Fact]
    public void A_recipe_comes_back_with_all_its_bits()
    {
        var again = Recipe.Parse(new Recipe(Steps).ToJson());

        Assert.StartsWith(Recipe.Letters, new Recipe(Steps).ToJson(), StringComparison.Ordinal);
        Assert.Equal(new Recipe(Steps).ToJson(), again.ToJson());
        Assert.Equal(Steps[..8], again.Steps.Take(8));
        Assert.Equal(((OneHotTransform)Steps[8]).Categories, ((OneHotTransform)again.Steps[8]).Categories);
        Assert.True(double.IsNegative(((ScaledTransform)again.Steps[4]).Center));
    }

    [Fact]
    public async Task Another_table_is_prepared_as_the_first_was()
    {
        var first = Prepared.Table(("n", ColumnFactory.Int64([1, null, 5])), ("t", ColumnFactory.Utf8(["a", "b", null])), ("x", ColumnFactory.Float64([0, 4, 8])));
        var other = Prepared.Table(("t", ColumnFactory.Utf8(["b", "c", null])), ("x", ColumnFactory.Float64([2, 16, null])), ("n", ColumnFactory.Float64([null, 2.5, 7])));
        var fitted = await Prepared.FitAsync([first], new WhereTransform("x >= 0"), new FillStep([new ColumnFill("n", Fill.Mean)]), new OneHotStep(["t"]), new ScaleStep([new ColumnScaling("x", Scaling.MinMax)]));

        var rows = Prepared.Rows([other], Recipe.Parse(Recipe.Of(fitted).ToJson()).Steps);

        Assert.Equal(["t_a", "t_b", "t_null", "x", "n"], rows.Columns);
        Assert.Equal(["0 1 0 0.25 3", "0 0 0 2 2.5", "0 0 1  7"], rows.Rows.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void A_recipe_for_other_columns_or_types_is_refused_in_one_line()
    {
        var table = Prepared.Table(("fare", ColumnFactory.Float64([1])), ("t", ColumnFactory.Utf8(["a"])));

        Assert.Equal("what was fitted is of a column 'fares', which is not there: did you mean 'fare'?", Refusal(new ScaledTransform("fares", LogicalType.Real, 0, 1)));
        Assert.Equal("what was fitted is of a column 'q', which is not there: known are fare, t.", Refusal(new DropCorrelatedTransform([new CorrelatedColumn("q", "t", 1)])));
        Assert.Equal("column 't' is utf8, and what was fitted is of a column of float64: fit it to this table, or read the column as float64.", Refusal(new ClippedTransform("t", LogicalType.Real, Scalar.Float64(0), default)));
        Assert.Equal("column 'fare' is float64, and what was fitted is of a column of utf8: fit it to this table, or read the column as utf8.", Refusal(new OrdinalTransform("fare", LogicalType.Text, [])));
        Assert.Equal("column 'fare' is float64, and what was fitted is of a column of date32: fit it to this table, or read the column as date32.", Refusal(new FilledTransform("fare", LogicalType.Date, Scalar.Date(1))));

        string Refusal(Transform step) => Assert.Throws<QuestionException>(() => Prepared.Rows([table], [step])).Message;
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("{\"grid_recipe\": \"one\"}")]
    [InlineData("{\"grid_recipe\": 1}")]
    [InlineData("{\"grid_recipe\": 1, \"steps\": null}")]
    [InlineData("{\"grid_recipe\": 1, \"steps\": [null]}")]
    [InlineData("{\"grid_recipe\": 1, \"steps\": [{\"do\": \"where\", \"condition\": \"x > 1\"}]}")]
    [InlineData("{\"grid_recipe\": 1, \"steps\": [{\"do\": \"bake\"}]}")]
    [InlineData("{\"grid_recipe\": 1, \"steps\": [{\"do\": \"scaled\", \"column\": \"x\", \"type\": \"float64\", \"center\": 1}]}")]
    [InlineData("{\"grid_recipe\": 1, \"steps\": [{\"do\": \"scaled\", \"column\": \"x\", \"type\": \"float65\", \"center\": 1, \"scale\": 2}]}")]
    [InlineData("{\"grid_recipe\": 1, \"steps\": [{\"do\": \"filled\", \"column\": \"x\", \"type\": \"int64\", \"value\": [\"int64\", \"1.5\"]}]}")]
    [InlineData("{\"grid_recipe\": 1, \"steps\": [{\"do\": \"filled\", \"column\": null, \"type\": \"int64\", \"value\": [\"int64\", \"1\"]}]}")]
    public void A_text_that_is_none_is_refused_in_one_line(string text)
    {
        string line = Assert.Throws<QuestionException>(() => Recipe.Parse(text)).Message;

        Assert.StartsWith("this is no recipe of Grid's", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void A_later_version_is_named_and_a_step_that_is_not_fitted_is_none_of_a_recipe()
    {
        Assert.Contains("a recipe of version 2, and version 1 is what is read here", Assert.Throws<QuestionException>(() => Recipe.Parse("{\"grid_recipe\": 2, \"steps\": \"?\"}")).Message);
        Assert.Throws<ArgumentException>(() => new Recipe([new OneHotStep(["a"])]));
    }
}
