using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Columns in quotes, as SQL writes them, are told to stand in backticks wherever a constant cannot be meant.</summary>
public sealed class QuotedNameTests
{
    private static readonly Scope s_scope = new(new Schema([
        new Field("x y", DataType.Int64), new Field("name", DataType.Utf8), new Field("flag", DataType.Bool), new Field("t", DataType.Timestamp(TimeUnit.Second))]));

    [Theory]
    [InlineData("sum(\"x y\")")]
    [InlineData("mean('x y')")]
    [InlineData("count(\"x y\")")]
    [InlineData("nunique(\"x y\")")]
    [InlineData("min(\"x y\")")]
    [InlineData("sum(\"x y\" + 1)")]
    [InlineData("sum(abs('x y'))")]
    public void In_aggregates(string text) => Told(text, () => _ = new AggregatePlan(s_scope, [], [text]).Names, "x y");

    [Theory]
    [InlineData("\"x y\" > 3", "x y")]
    [InlineData("3 < \"x y\"", "x y")]
    [InlineData("'name' == 'z'", "name")]
    [InlineData("\"x y\" is null", "x y")]
    [InlineData("\"x y\" is not null", "x y")]
    [InlineData("is_null(\"x y\")", "x y")]
    [InlineData("\"x y\" in (1, 2)", "x y")]
    [InlineData("'name' in ('a', 'b')", "name")]
    [InlineData("not \"flag\"", "flag")]
    [InlineData("\"flag\" and `x y` > 1", "flag")]
    [InlineData("-'x y' < 1", "x y")]
    [InlineData("t > 'x y'", "x y")]
    [InlineData("\"flag\"", "flag")]
    public void In_conditions(string text, string column) => Told(text, () => Binder.BindCondition(text, s_scope), column);

    [Fact]
    public void As_a_column_that_is_asked_for() => Told("\"x y\"", () => Binder.Bind("\"x y\"", s_scope), "x y");

    [Theory]
    [InlineData("name == 'flag'")]
    [InlineData("name in ('flag', 'name')")]
    [InlineData("`x y` > 3")]
    [InlineData("'z' == 'z'")]
    [InlineData("name == 'x y' or name != 't'")]
    public void A_text_beside_texts_is_a_text(string text) => Assert.Equal(TypeId.Bool, Binder.BindCondition(text, s_scope).Type.Id);

    private static void Told(string text, Action bind, string column)
    {
        var error = Assert.Throws<QuestionException>(bind);
        Assert.Contains(text, error.Message);
        Assert.EndsWith($"in quotes, '{column}' is a text; write the column as `{column}`, in backticks.", error.Message);
    }
}
