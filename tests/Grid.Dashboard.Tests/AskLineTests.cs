namespace Grid.Dashboard.Tests;

public sealed class AskLineTests
{
    [Theory]
    [InlineData("a 'b c' \"d 'e'\" f\\ g", "a|b c|d 'e'|f g")]
    [InlineData("  ", "")]
    [InlineData("x'y'z ''", "xyz|")]
    [InlineData("'a\\b' \"a\\b\" \"\\\"\"", "a\\b|a\\b|\"")]
    public void Words_are_parted_as_a_shell_parts_them(string line, string words) => Assert.Equal(words, string.Join('|', AskWords.Of(line)));

    [Theory]
    [InlineData("plain")]
    [InlineData("it's $HOME `x` \\ \"y\" *")]
    [InlineData("")]
    public void A_quoted_word_is_one_word_again(string word) => Assert.Equal([word], AskWords.Of(AskWords.Quoted(word)));

    [Fact]
    public void Lines_ask_what_the_command_asks()
    {
        var group = Assert.IsType<GroupByQuestion>(AskLine.Read("grid groupby t --by \"a,if(b, c)\" --agg 'count(),sum(x) as s' --having \"s > 1\" --order \"s desc\" --limit 5 --where \"x > 0\" --where y --with 'z = a == b'").Question);
        Assert.Equal(["a", "if(b, c)"], group.Keys);
        Assert.Equal(["count()", "sum(x) as s"], group.Aggregates);
        Assert.Equal(("s > 1", "s desc", 5), (group.Having, Assert.Single(group.Order), group.Limit));
        Assert.Equal(
            [new WithColumnTransform("z", "a == b"), new WhereTransform("x > 0"), new WhereTransform("y")],
            AskLine.Read("groupby t --by a --agg 'count()' --where \"x > 0\" --where y --with 'z = a == b'").Transforms);
        Assert.Equal([0.25, 1.0], Assert.IsType<DescribeQuestion>(AskLine.Read("describe t --percentiles 0.25,1").Question).Percentiles);
        Assert.Null(Assert.IsType<MissingQuestion>(AskLine.Read("missing t").Question).Columns);
        Assert.Equal(["a"], Assert.IsType<CorrelationQuestion>(AskLine.Read("corr t --columns a").Question).Columns);
        Assert.True(Assert.IsType<UniqueQuestion>(AskLine.Read("nunique t --approx --columns a").Question).Approximate);
        Assert.Equal(new ValueCountsQuestion("a", 3), AskLine.Read("counts t --column a --limit 3").Question);
        Assert.Equal(new HistogramQuestion("a", 7), AskLine.Read("histogram t --column a --bins 7").Question);
        var head = Assert.IsType<HeadQuestion>(AskLine.Read("head t --rows 3 --order 'a desc' --by b --distinct").Question);
        Assert.Equal((3, "a desc", "b", 0), (head.Rows, head.Order[0], head.By[0], head.Distinct!.Count));
        Assert.Equal(new SampleTransform(0.5, 7), Assert.Single(Assert.IsType<HeadQuestion>(AskLine.Read("head t --sample 0.5 --seed 7").Question).Transforms));
        Assert.Equal((20, 0L), AskLine.Read("head t --sample 20").Question is HeadQuestion drawn ? (drawn.Rows, drawn.SampleSeed) : default);
    }

    [Theory]
    [InlineData("", "what is asked?")]
    [InlineData("grid", "what is asked?")]
    [InlineData("save t", "'save' is no question; ")]
    [InlineData("descibe t", "did you mean describe?")]
    [InlineData("describe", "of which dataset?")]
    [InlineData("describe t --column a", "'describe' here has no --column; did you mean --columns?")]
    [InlineData("describe t extra", "'extra' stands alone")]
    [InlineData("groupby t --by a", "groupby needs --agg")]
    [InlineData("groupby t --agg 'count()'", "groupby needs --by")]
    [InlineData("counts t", "counts needs --column")]
    [InlineData("counts t --column a --limit x", "--limit x: expected a number")]
    [InlineData("histogram t --column a --bins 0", "expected a whole number from 1 to 10000")]
    [InlineData("head t --rows", "--rows has no value")]
    [InlineData("describe t --where 'a", "a ' that is not closed")]
    [InlineData("describe t --with share", "expected a name and an expression")]
    public void What_asks_nothing_is_told_why(string line, string why) =>
        Assert.Contains(why, Assert.Throws<QuestionException>(() => AskLine.Read(line)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_command_is_quoted_for_a_shell()
    {
        var line = AskLine.Read("describe 'a b' --where \"x == 'y'\"");

        Assert.Equal("grid describe 'a b' --where 'x == '\\''y'\\''' --cluster '/c d'", AskTexts.Command(line, "/c d"));
        Assert.Equal("grid describe 'a b' --where 'x == '\\''y'\\'''", AskTexts.Command(line, null));
    }

    // Each text stands in AskPageTests as code, which asks the same.
    [Theory]
    [InlineData("describe trips --columns fare,tip --percentiles 0.5,1 --where \"paid == 'card'\"", "var frame = (await grid.OpenDatasetAsync(\"trips\")).Filter(\"paid == 'card'\");\nvar answer = await frame.DescribeAsync([\"fare\", \"tip\"], percentiles: [0.5, 1]);")]
    [InlineData("groupby trips --by vendor --agg 'count(),mean(share) as m' --having 'm > 0' --order 'm desc' --limit 2 --with 'share=tip/fare'", "var frame = (await grid.OpenDatasetAsync(\"trips\")).WithColumn(\"share\", \"tip/fare\");\nvar answer = await frame.GroupBy(\"vendor\").Having(\"m > 0\").Sort(\"m desc\").Limit(2).AggregateAsync(\"count()\", \"mean(share) as m\");")]
    [InlineData("head trips --rows 2 --order 'fare desc' --by vendor --columns id,fare", "var frame = (await grid.OpenDatasetAsync(\"trips\"));\nvar answer = await frame.AskAsync(new HeadQuestion(2, [\"id\", \"fare\"]) { Order = [\"fare desc\"], By = [\"vendor\"] });")]
    [InlineData("counts \"a\\\"\u202e\" --column x", "var frame = (await grid.OpenDatasetAsync(\"a\\\"\\u202e\"));\nvar answer = await frame.ValueCountsAsync(\"x\");")]
    public void The_CSharp_asks_the_same(string line, string code) => Assert.Equal(code, AskTexts.CSharp(AskLine.Read(line)));

    [Fact]
    public void Rows_are_sorted_by_value_with_what_is_missing_last()
    {
        var table = AnswerTable.Of(
            [("k", false), ("v", true)],
            [
                [Scalar.Text("b"), Scalar.Float64(10)], [Scalar.Text("a"), Scalar.Null], [Scalar.Text("c"), Scalar.Float64(9)], [Scalar.Text("d"), Scalar.Float64(double.NaN)],
            ]);

        Assert.Equal("c b a d", Keys(1, false));
        Assert.Equal("b c a d", Keys(1, true));
        Assert.Equal("a b c d", Keys(0, false));
        Assert.Equal("b a c d", Keys(null, true));

        string Keys(int? column, bool isDescending) => string.Join(' ', SortedTable.Rows(table, column, isDescending).Select(row => row[0].AsText));
    }
}
