using Grid.Columns;

namespace Grid.Query.Tests.Preparation;

public sealed class CorrelatedColumnsTests
{
    [Fact]
    public void Of_a_pair_the_one_that_is_closer_to_all_goes_and_the_later_of_equals()
    {
        Assert.Equal([new CorrelatedColumn("total", "fare", 0.98)], Of(0.95, ["fare", "total", "tip"], [[1, 0.98, 0.3], [0.98, 1, 0.7], [0.3, 0.7, 1]]));
        Assert.Equal([new CorrelatedColumn("fare", "total", 0.98)], Of(0.95, ["fare", "total", "tip"], [[1, 0.98, 0.7], [0.98, 1, 0.3], [0.7, 0.3, 1]]));
        Assert.Equal([new CorrelatedColumn("b", "a", -0.99)], Of(0.95, ["a", "b"], [[1, -0.99], [-0.99, 1]]));
        Assert.Empty(Of(0.99, ["a", "b"], [[1, -0.99], [-0.99, 1]]));
        Assert.Empty(Of(0, ["a", "b"], [[1, double.NaN], [double.NaN, double.NaN]]));
    }

    [Fact]
    public void Three_of_a_kind_leave_one_and_a_pair_of_which_one_has_gone_is_passed_over()
    {
        // a with b is the strongest: b goes, as it is closer to c; a and c are no pair beyond the limit.
        Assert.Equal([new CorrelatedColumn("b", "a", 0.99)], Of(0.95, ["a", "b", "c"], [[1, 0.99, 0.9], [0.99, 1, 0.96], [0.9, 0.96, 1]]));
        Assert.Equal([new CorrelatedColumn("b", "a", 1), new CorrelatedColumn("c", "a", 1)], Of(0.95, ["a", "b", "c"], [[1, 1, 1], [1, 1, 1], [1, 1, 1]]));
    }

    [Fact]
    public async Task What_stays_has_no_pair_beyond_the_limit_however_the_rows_are_cut()
    {
        for (int seed = 1; seed <= 15; seed++)
        {
            var tables = new[] { 0, 1 }.Select(cut => new RandomTable(seed, [DataType.Float64, DataType.Int64, DataType.Float64], wild: false, rows: 60, cut).Tables).ToArray();
            Transform[] steps =
            [
                new WithColumnTransform("a", "c0 * 2 + 1"), new WithColumnTransform("b", "c0 + c2"), new WithColumnTransform("c", "-c1"), new DropCorrelatedStep(0.8, ["c2"]),
            ];
            var answers = new List<HeadAnswer>();
            foreach (var table in tables)
                answers.Add(await Prepared.RowsAsync(table, steps));

            Assert.Equal(answers[0].Columns, answers[1].Columns);
            Assert.Contains("c2", answers[0].Columns);
            var fitted = await Prepared.FitAsync(tables[0], steps);
            var left = (CorrelationAnswer)Execution.Ask(new CorrelationQuestion([.. answers[0].Columns.Where(c => c != "c2")]) { Transforms = fitted }, tables[0][0].Schema, tables[0]);
            for (int i = 0; i < left.Columns.Count; i++)
            {
                for (int j = 0; j < i; j++)
                    Assert.False(Math.Abs(left.R[i][j]) > 0.8, $"{left.Columns[i]} and {left.Columns[j]}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_limit_that_is_none_is_refused(double limit) =>
        Assert.Contains("such as 0.95", Assert.Throws<QuestionException>(() => CorrelatedColumns.RequireLimit(limit)).Message);

    private static IReadOnlyList<CorrelatedColumn> Of(double limit, string[] columns, double[][] r) =>
        CorrelatedColumns.Of(new CorrelationAnswer(columns, r, [.. r.Select(row => row.Select(_ => 10L).ToArray())]), limit);
}
