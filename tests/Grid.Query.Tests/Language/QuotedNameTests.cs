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
    public void A_text_beside_texts_is_a_text(string text) => Assert.Equal(LogicalKind.Bool, Binder.BindCondition(text, s_scope).Type.Kind);

    // Letters beyond U+FFFF are letters; what is none, as an emoji, stands in backticks.
    [Theory]
    [InlineData("𝒳 + 1", "𝒳")]
    [InlineData("1+𠀀2𝒳_", "𠀀2𝒳_")]
    [InlineData("t.𠀀 * 2", "t.𠀀")]
    [InlineData("_𝒳 - 1", "_𝒳")]
    [InlineData("`🚕` + 1", "🚕")]
    public void Names_of_letters_beyond_the_first_plane_need_none(string text, string column)
    {
        var scope = new Scope(new Schema([new Field(column, DataType.Int64)]));

        Assert.Equal(LogicalKind.Whole, Binder.Bind(text, scope).Type.Kind);
        Assert.Equal(LogicalKind.Whole, Binder.Bind(Expr.Col(column).Text, scope).Type.Kind);
    }

    [Theory]
    [InlineData("🚕 + 1", "'🚕' has no meaning here; a column name with such a character stands in back-quotes")]
    [InlineData("1 + 2𝒳", "'𝒳' cannot follow a number")]
    public void What_is_no_name_is_told_as_a_whole_character(string text, string says) =>
        Assert.Contains(says, Assert.Throws<QuestionException>(() => Binder.Bind(text, s_scope)).Message, StringComparison.Ordinal);

    private static void Told(string text, Action bind, string column)
    {
        var error = Assert.Throws<QuestionException>(bind);
        Assert.Contains(text, error.Message);
        Assert.EndsWith($"in quotes, '{column}' is a text; write the column as `{column}`, in backticks.", error.Message);
    }
}
