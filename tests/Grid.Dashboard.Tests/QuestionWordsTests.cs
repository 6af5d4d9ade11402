namespace Grid.Dashboard.Tests;

public sealed class QuestionWordsTests
{
    [Theory]
    [InlineData("describe trips --columns fare,tip --percentiles 0.5,1 --where 'paid == '\\''card'\\'''")]
    [InlineData("groupby trips --by vendor --agg 'count(),mean(share) as m' --having 'm > 0' --order 'm desc' --limit 2 --with share=tip/fare")]
    [InlineData("aggregate 'a b' --agg 'sum(x)'")]
    [InlineData("missing trips")]
    [InlineData("corr trips --columns fare,tip")]
    [InlineData("counts trips --column paid --limit 3")]
    [InlineData("nunique trips --columns paid --approx")]
    [InlineData("histogram trips --column fare --bins 5")]
    [InlineData("head trips --rows 2 --columns id --order 'fare desc' --by vendor")]
    [InlineData("head trips --rows 2 --distinct")]
    public void A_question_becomes_the_line_that_asked_it(string line)
    {
        var read = AskLine.Read(line);

        Assert.Equal(line, QuestionWords.Of(read.Dataset, read.Question with { Transforms = read.Transforms }));
    }

    [Fact]
    public void Words_have_nothing_that_turns_them_and_an_end()
    {
        string line = QuestionWords.Of("t\u202e", new AggregateQuestion([new string('x', 10_000)]));

        Assert.DoesNotContain('\u202e', line);
        Assert.InRange(line.Length, 1_900, 2_001);
    }

    [Theory]
    [InlineData(WorkKind.Scan, "t/q/run", "t/l/3", "asked t/q")]
    [InlineData(WorkKind.Merge, "t/gone/run", null, "a question that is not known any more")]
    [InlineData(WorkKind.Scan, null, "a/b/l/3", "rows of a/b")]
    [InlineData(WorkKind.Load, null, "t/l/3", "load of t")]
    [InlineData(WorkKind.Prepare, "s", null, "training data of the study s")]
    [InlineData(WorkKind.Trial, "a/b/run/3/1/0-0", null, "family 3 on split 1 of the study a/b")]
    [InlineData(WorkKind.Trial, "s/run/3/1/10-20", null, "family 3 on split 1 of the study s, trees 10-20")]
    [InlineData(WorkKind.Trial, "s/run/best", null, "the best candidate's model of the study s")]
    [InlineData(WorkKind.Other, null, null, "plans, rehearsals and the like")]
    public void Work_is_told_by_what_it_is_for(WorkKind kind, string? of, string? partition, string words)
    {
        var item = new WorkItem(0, kind, 0, 1, of, partition, null, 1);

        Assert.Equal(words, WorkWords.Of(item, query => query == "t/q" ? $"asked {query}" : null));
    }
}
