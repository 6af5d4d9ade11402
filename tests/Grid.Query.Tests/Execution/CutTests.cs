using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Every kind of question of the same rows, cut into partitions and held in them in several ways.</summary>
public sealed class CutTests
{
    private static readonly DataType[] s_types = [DataType.Int64, DataType.Float64, DataType.Utf8, DataType.Timestamp(TimeUnit.Second), DataType.Bool, DataType.UInt64, DataType.Float64];

    private static readonly string[] s_aggregates =
    [
        "count()", "sum(c1)", "sum(c0)", "mean(c1)", "mean(c3)", "std(c1)", "var(c6)", "min(c2)", "max(c3)", "median(c1)", "quantile(c6, 0.9)", "nunique(c0)", "mode(c2)",
        "first(c0)", "last(c1)", "any(c4)", "all(c4)", "corr(c1, c6)", "cov(c1, c5)", "sum(c1 where c4)", "max(c1) - min(c6) as range", "approx_nunique(c1)",
    ];

    private static readonly Question[] s_questions =
    [
        new DescribeQuestion(null, [0.01, 0.25, 0.5, 0.99]), new MissingQuestion(), new CorrelationQuestion(), new CorrelationQuestion(["c1", "c6", "c4"]) { Transforms = [new WhereTransform("c4")] },
        new UniqueQuestion(), new UniqueQuestion(Approximate: true), new ValueCountsQuestion("c2"), new ValueCountsQuestion("c1", 5), new HistogramQuestion("c1", 7), new HistogramQuestion("c3", 5),
        new GroupByQuestion(["c2"], s_aggregates), new GroupByQuestion(["c2", "c4"], ["sum(c6) as s", "count()"]) { Having = "count() > 1", Order = ["s desc", "c2"], Limit = 7 },
        new GroupByQuestion(["c0"], ["mean(c1)", "corr(c1, c6)"]), new AggregateQuestion(s_aggregates), new HeadQuestion(30), new HeadQuestion(30) { Order = ["c1 desc", "c2"] },
        new HeadQuestion(2) { By = ["c2"], Order = ["c6"] }, new HeadQuestion(20) { Distinct = ["c2", "c4"] }, new HeadQuestion(9) { SampleSeed = 4 }, new HeadQuestion(9) { Transforms = [new SortTransform(["c2 desc", "c1"])] },
        new AggregateQuestion(["sum(c1)", "count()"]) { Transforms = [new SampleTransform(0.3, 2)] },
    ];

    [Fact]
    public void Answers_are_the_same_to_the_bit_however_the_rows_are_cut_and_held() => Properties.Hold(
        seed =>
        {
            bool wild = seed % 3 == 0;
            int rows = new Random(seed).Next(2000);
            RandomTable[] cuts = [.. Enumerable.Range(0, 4).Select(cut => new RandomTable(seed, s_types, wild, rows, cut))];
            foreach (var question in s_questions)
            {
                string[] answers = [.. cuts.Select((table, cut) => Answer(table, question, cut))];
                Assert.All(answers, answer => Assert.Equal(answers[0], answer));
            }
        },
        runs: 30);

    // Far out, sums leave the range of their type: that is said, whatever the cuts.
    private static string Answer(RandomTable table, Question question, int seed)
    {
        try
        {
            return Bits.Of(table.Ask<Answer>(question, seed));
        }
        catch (QuestionException e)
        {
            return e.Message;
        }
    }
}
