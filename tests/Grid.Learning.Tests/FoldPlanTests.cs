namespace Grid.Learning.Tests;

public class FoldPlanTests
{
    [Fact]
    public void Stratified_folds_are_those_of_scikit_learn()
    {
        var expected = File.ReadLines(Tables.DataPath("sklearn-digits-folds.csv")).Skip(1).Select(ushort.Parse);
        Assert.Equal(expected, FoldPlan.Of(Tables.DigitsMatrix, new FoldOptions { Folds = 8 }).Assignment().ToArray());
    }

    [Fact]
    public void Classes_are_taken_in_the_order_in_which_they_appear()
    {
        // StratifiedKFold(2) of [2, 0, 0, 2, 1, 1, 2]: class 2 appears first and gives fold 0 two rows.
        var plan = FoldPlan.Stratified([2, 0, 0, 2, 1, 1, 2], new FoldOptions { Folds = 2 });
        Assert.Equal([0, 0, 1, 0, 0, 1, 1], plan.Assignment().ToArray().Select(f => (int)f));
    }

    [Fact]
    public void Plain_folds_are_neighbouring_rows_the_first_ones_longer()
    {
        var plan = FoldPlan.KFold(11, new FoldOptions { Folds = 4 });
        Assert.Equal("00011122233", string.Concat(plan.Assignment().ToArray()));
        Assert.Equal([3, 4, 5], plan.TestRows(1));
        Assert.Equal([0, 1, 2, 6, 7, 8, 9, 10], plan.TrainingRows(1));
    }

    [Fact]
    public void Shuffled_folds_keep_the_proportions_and_follow_the_seed()
    {
        var classes = Enumerable.Range(0, 100).Select(i => (ushort)(i < 30 ? 0 : 1)).ToArray();
        FoldPlan Plan(ulong seed, int repeats = 1) => FoldPlan.Stratified(classes, new FoldOptions { Folds = 5, Shuffle = true, Seed = seed, Repeats = repeats });
        Assert.Equal(Plan(1).Assignment().ToArray(), Plan(1).Assignment().ToArray());
        Assert.NotEqual(Plan(1).Assignment().ToArray(), Plan(2).Assignment().ToArray());
        for (int split = 0; split < 5; split++)
            Assert.Equal(6, Plan(1).TestRows(split).Count(r => classes[r] == 0));
        var repeated = Plan(1, repeats: 3);
        Assert.Equal(15, repeated.Splits);
        Assert.NotEqual(repeated.Assignment(0).ToArray(), repeated.Assignment(1).ToArray());
        Assert.Equal(Enumerable.Range(0, 100), Enumerable.Range(5, 5).SelectMany(repeated.TestRows).Order());
    }

    [Fact]
    public void Classes_are_shuffled_each_for_themselves()
    {
        // With one stream a class, both halves would have the same order.
        var classes = Enumerable.Range(0, 60).Select(i => (ushort)(i / 30)).ToArray();
        var folds = FoldPlan.Stratified(classes, new FoldOptions { Folds = 3, Shuffle = true }).Assignment().ToArray();
        Assert.NotEqual(folds[..30], folds[30..]);
    }

    [Fact]
    public void Groups_are_never_parted_and_folds_are_even()
    {
        int[] groups = [7, 7, 7, 7, 3, 3, 3, 9, 9, 1, 1, 5];
        var plan = FoldPlan.Group(groups, 3);
        for (int split = 0; split < 3; split++)
        {
            Assert.Equal(4, plan.TestRows(split).Length);
            Assert.Empty(plan.TestRows(split).Select(r => groups[r]).Intersect(plan.TrainingRows(split).Select(r => groups[r])));
        }
    }

    [Fact]
    public void Plans_survive_encoding_and_damage_is_noticed()
    {
        var plan = FoldPlan.KFold(10, new FoldOptions { Folds = 3, Repeats = 2 });
        var bytes = plan.Encode();
        var read = FoldPlan.Decode(bytes);
        Assert.Equal((plan.Folds, plan.Splits, plan.Rows), (read.Folds, read.Splits, read.Rows));
        Assert.Equal(plan.Assignment(1).ToArray(), read.Assignment(1).ToArray());
        Assert.Throws<LearningException>(() => FoldPlan.Decode(bytes.AsSpan(0, 20)));
        bytes[^2] = 3;
        Assert.Throws<LearningException>(() => FoldPlan.Decode(bytes));
    }

    [Fact]
    public void Too_few_rows_for_the_folds_are_refused_by_name()
    {
        var few = Assert.Throws<LearningException>(() => FoldPlan.Stratified([0, 0, 0, 1, 1], new FoldOptions { Folds = 3 }));
        Assert.Equal("Class '1' of 'target' has 2 rows, fewer than the 3 folds; ask for at most 2 folds, or leave the class out.", few.Message);
        Assert.Throws<LearningException>(() => FoldPlan.KFold(3, new FoldOptions { Folds = 4 }));
        Assert.Throws<LearningException>(() => FoldPlan.KFold(3, new FoldOptions { Folds = 1 }));
        Assert.Throws<LearningException>(() => FoldPlan.KFold(3, new FoldOptions { Folds = 2, Repeats = 0 }));
        Assert.Throws<LearningException>(() => FoldPlan.Group([1, 1, 2, 2], 3));
        Assert.Throws<LearningException>(() => FoldPlan.Of(Tables.MadeMatrix(1, 20, 2, 5, 0), new FoldOptions { Stratified = true }));
    }
}
