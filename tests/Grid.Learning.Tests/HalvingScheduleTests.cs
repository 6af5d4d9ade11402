namespace Grid.Learning.Tests;

/// <summary>The rounds of searches by halving, against those of scikit-learn 1.2.1's HalvingGridSearchCV with min_resources='exhaust'.</summary>
public class HalvingScheduleTests
{
    [Theory]
    [InlineData(12, 3, 1797, 5, 10, "12x199 4x597 2x1791")]
    [InlineData(12, 3, 150, 5, 3, "12x30 4x90")]
    [InlineData(27, 3, 100, 2, 2, "27x8 9x24 3x72")]
    [InlineData(8, 2, 200, 4, 0, "8x25 4x50 2x100 1x200")]
    [InlineData(50, 3, 30, 5, 0, "50x10 17x30")]
    [InlineData(4, 3, 60, 5, 2, "4x20 2x60")]
    [InlineData(1, 3, 1000, 5, 0, "1x1000")]
    [InlineData(9, 3, 90, 3, 0, "9x10 3x30 1x90")]
    public void Rounds_by_rows_are_those_of_scikit_learn(int candidates, int factor, int rows, int splits, int classes, string expected) =>
        Assert.Equal(expected, string.Join(' ', HalvingSchedule.OfRows(candidates, factor, rows, splits, classes).Select(round => $"{round.Candidates}x{round.Resources}")));

    [Fact]
    public void Rows_that_do_not_do_for_a_round_are_refused() =>
        Assert.Contains("needs 60 of them, 2 for each of 10 splits and 3 classes, and there are 59", Assert.Throws<LearningException>(() => HalvingSchedule.OfRows(4, 3, 59, 10, 3)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(9, 3, "9,10,12,14,20|4,5,7 1,2,4,6,20|12,13,15 1,2,4,6,7,13|20,22")]
    [InlineData(16, 0, "9,10,12,14,15,16,17,18,21,22|1,2,3,6,7 1,2,4,6,7,16,17,18,21,22|9,10,11,14,15 1,2,4,6,7,8,9,10,13,14,15|17,18,19,22")]
    [InlineData(23, 0, null)]
    public void The_rows_of_a_round_are_those_that_scikit_learn_draws(int rows, int seed, string? expected)
    {
        var whole = FoldPlan.KFold(23, new FoldOptions { Folds = 3 });
        var round = whole.Sampled(rows, (ulong)seed);
        Assert.Equal(expected ?? Describe(whole), Describe(round));

        static string Describe(FoldPlan folds) => string.Join(' ', Enumerable.Range(0, folds.Splits).Select(split => $"{string.Join(',', folds.TrainingRows(split))}|{string.Join(',', folds.TestRows(split))}"));
    }
}
