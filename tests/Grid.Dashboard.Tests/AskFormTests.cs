namespace Grid.Dashboard.Tests;

public sealed class AskFormTests
{
    [Theory]
    [InlineData("describe trips --columns fare,tip --percentiles 0.5,1 --where 'paid == '\\''card'\\'''")]
    [InlineData("groupby 'a b' --by vendor --agg 'count(),mean(share) as m' --having 'm > 0' --order 'm desc' --limit 2 --with share=tip/fare")]
    [InlineData("aggregate trips --agg 'sum(x)' --where 'x > 0'")]
    [InlineData("counts trips --column paid --limit 3")]
    [InlineData("nunique trips --columns paid --approx")]
    [InlineData("missing trips")]
    [InlineData("corr trips --columns fare,tip")]
    [InlineData("histogram trips --column fare --bins 5")]
    [InlineData("head trips --rows 2 --columns id --order 'fare desc' --by vendor --distinct a --sample 0.5 --seed 7")]
    [InlineData("describe '<img src=x onerror=hacked=1> \"'\\''& %2f#'")]
    public void A_line_becomes_fields_and_these_the_line_again(string line)
    {
        var form = AskForm.Of($"grid {line}")!;

        Assert.Equal(line, form.Line);
        Assert.Equal(AskLine.Read(line).Dataset, form.Dataset);
    }

    [Theory]
    [InlineData("corr")]
    [InlineData("grid corr ")]
    public void A_line_that_has_no_dataset_yet_is_of_fields(string line) => Assert.Equal(("corr", "", "corr"), AskForm.Of(line) is { } form ? (form.Kind, form.Dataset, form.Line) : default);

    [Fact]
    public void Two_conditions_are_one_that_asks_for_both() =>
        Assert.Equal("(x > 0 or y) and (z)", AskForm.Of("describe t --where 'x > 0 or y' --where z")!["--where"]);

    [Theory]
    [InlineData("")]
    [InlineData("describe --columns a")]
    [InlineData("descr t")]
    [InlineData("describe t --where")]
    [InlineData("describe t --where 'a")]
    [InlineData("describe t --columns --where a")]
    [InlineData("describe t --rows 5")]
    [InlineData("head t --distinct")]
    [InlineData("head t --by a --by b")]
    [InlineData("describe t extra")]
    public void What_fields_do_not_have_changes_none(string line) => Assert.Null(AskForm.Of(line));

    [Fact]
    public void Another_question_keeps_what_it_takes_as_well()
    {
        var form = AskForm.Of("groupby t --by a --agg 'count()' --where 'x > 0'")!;

        form.Kind = "describe";
        Assert.Equal("describe t --where 'x > 0'", form.Line);
        form.Kind = "groupby";
        Assert.Equal("groupby t --by a --agg 'count()' --where 'x > 0'", form.Line);
        form["--where"] = "  ";
        Assert.Equal("groupby t --by a --agg 'count()'", form.Line);
    }

    [Theory]
    [InlineData("--by", "", "a b", "`a b`")]
    [InlineData("--by", "x", "a", "x,a")]
    [InlineData("--columns", "x", "`", "x,````")]
    [InlineData("--column", "x", "a", "a")]
    [InlineData("--agg", "count()", "a", "count(),mean(a)")]
    [InlineData("--where", "x >", "a", "x > a")]
    public void A_column_goes_behind_what_is_there(string option, string before, string column, string after)
    {
        var form = new AskForm { [option] = before };

        form.Add(option, column);

        Assert.Equal(after, form[option]);
    }

    [Theory]
    [InlineData(0, 0, 0, 8, "")]
    [InlineData(1, 0, 0, 1, ", in 1 scan over 1 partition")]
    [InlineData(2, 0, 0, 8, ", in 2 scans over 8 partitions")]
    [InlineData(1, 5, 0, 8, ", in 1 scan over 8 partitions; the scan read 3: 5 ruled out by what is known of their columns")]
    [InlineData(3, 1, 7, 8, ", in 3 scans over 8 partitions; the last scan read 0: 1 ruled out by what is known of their columns, 7 told from what they know of an earlier scan")]
    public void A_plan_tells_what_was_not_read(int scan, int skipped, int known, int partitions, string words)
    {
        Assert.Equal(words, AskPlan.Of(new QuestionProgress(scan, partitions, partitions) { PartitionsSkipped = skipped, PartitionsKnown = known }));
        Assert.Equal("", AskPlan.Of(null));
    }
}
