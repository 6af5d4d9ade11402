using Grid.Columns;

namespace Grid.Query.Tests;

public sealed class QuestionColumnsTests
{
    private static readonly Schema Trips = new([new("id", DataType.Int64), new("fare", DataType.Float64), new("tip", DataType.Float64), new("zone", DataType.Utf8), new("at", DataType.Date32)]);

    [Fact]
    public void A_question_of_some_columns_needs_those_alone()
    {
        Assert.Equal(["fare", "zone"], QuestionColumns.Needed(new GroupByQuestion(["zone"], ["sum(fare)"]), Trips));
        Assert.Equal(["fare", "tip"], QuestionColumns.Needed(new AggregateQuestion(["mean(tip / fare)"]), Trips));
        Assert.Equal(["zone"], QuestionColumns.Needed(new ValueCountsQuestion("zone"), Trips));
        Assert.Equal(["at"], QuestionColumns.Needed(new HistogramQuestion("at", 10), Trips));
        Assert.Equal(["fare", "tip"], QuestionColumns.Needed(new HeadQuestion(5, ["tip + fare"]), Trips));
    }

    [Fact]
    public void Rows_that_are_found_by_some_columns_need_those_that_are_shown()
    {
        foreach (var question in new[] { new HeadQuestion(5) { Order = ["fare desc"] }, new HeadQuestion(5) { By = ["zone"] }, new HeadQuestion(5) { Distinct = ["zone"] }, new HeadQuestion(5) { SampleSeed = 1 } })
            Assert.Null(QuestionColumns.Needed(question, Trips));
        Assert.Equal(["fare", "tip", "zone"], QuestionColumns.Needed(new HeadQuestion(5, ["tip"]) { By = ["zone"], Order = ["fare desc"] }, Trips));
        Assert.Equal(["id", "zone"], QuestionColumns.Needed(new HeadQuestion(5, ["id"]) { Distinct = ["zone"] }, Trips));
        Assert.Equal(["fare", "tip", "zone"], QuestionColumns.Needed(new GroupByQuestion(["zone"], ["sum(fare)"]) { Having = "mode(tip) > 1", Order = ["max(fare)"] }, Trips));
    }

    [Fact]
    public void What_filters_and_computed_columns_look_at_is_needed()
    {
        var question = new AggregateQuestion(["max(share)"]) { Transforms = [new WithColumnTransform("share", "tip / fare"), new WhereTransform("id > 5")] };
        Assert.Equal(["id", "fare", "tip"], QuestionColumns.Needed(question, Trips));
    }

    [Fact]
    public void A_question_of_all_columns_needs_all()
    {
        Assert.Null(QuestionColumns.Needed(new MissingQuestion(), Trips));
        Assert.Null(QuestionColumns.Needed(new HeadQuestion(5), Trips));
        Assert.Equal(["id", "fare", "tip"], QuestionColumns.Needed(new CorrelationQuestion(), Trips));
    }

    [Fact]
    public void Rows_are_counted_by_one_column() => Assert.Equal(["id"], QuestionColumns.Needed(new AggregateQuestion(["count()"]), Trips));
}
