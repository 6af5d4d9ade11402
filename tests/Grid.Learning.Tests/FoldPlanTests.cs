namespace Grid.Learning.Tests;

public class FoldPlanTests
{
    [Fact]
    public void Rare_classes_are_shared_out_as_far_as_they_go_as_in_scikit_learn()
    {
        // StratifiedKFold(3) of [0, 0, 0, 0, 0, 0, 1, 2, 2] warns, and gives test folds [0 1 6], [2 3 7], [4 5 8].
        var plan = FoldPlan.Stratified([0, 0, 0, 0, 0, 0, 1, 2, 2], new FoldOptions { Folds = 3 });
        Assert.Equal([[0, 1, 6], [2, 3, 7], [4, 5, 8]], Enumerable.Range(0, 3).Select(plan.TestRows));
        Assert.Equal("of 'target', classes '1' (1 row), '2' (2 rows) have fewer rows than the 3 folds: some folds have none of them to test", Assert.Single(plan.Notes));
        Assert.Empty(FoldPlan.Stratified([0, 0, 1, 1], new FoldOptions { Folds = 2 }).Notes);
        Assert.Contains("at most 2 folds", Assert.Throws<LearningException>(() => FoldPlan.Stratified([0, 0, 1, 1], new FoldOptions { Folds = 3 })).Message, StringComparison.Ordinal);
    }

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
    public void Group_folds_are_those_of_scikit_learn()
    {
        // GroupKFold(3): the groups by size are d (5), b (4), e (3), a (2), c (1); d to fold 0, b to 1, e to 2, and then the
        // fold with the fewest rows is 2 (3 rows) for a, and 1 (4 rows) for c, the first of 1, 0 and 2 with 4, 5 and 5.
        const string Groups = "abdecbddebdaebd";
        var plan = FoldPlan.Of(Numbered(Groups.Length), new FoldOptions { Folds = 3, Groups = "group" }, [Grouped(Groups.Select(g => (string?)$"{g}"))]);
        Assert.Equal("210211002102210", string.Concat(plan.Assignment().ToArray()));
        Assert.Equal((3, 3), (plan.Folds, plan.Splits));
    }

    [Fact]
    public void Groups_of_one_size_are_taken_from_the_last_value_on()
    {
        // np.argsort(sizes)[::-1] of equal sizes is the last first: 9, -1, -4.
        var groups = Grid.Columns.RecordBatch.From(("group", Grid.Columns.ColumnFactory.Int64(-4, 9, -1, -4, 9, -1)));
        var plan = FoldPlan.Of(Numbered(6), new FoldOptions { Folds = 3, Groups = "group" }, [groups]);
        Assert.Equal("201201", string.Concat(plan.Assignment().ToArray()));
    }

    [Fact]
    public void Groups_are_the_same_whatever_holds_them()
    {
        string[] words = ["3.5", "1", "3.5", "2", "1", "3.5", "2", "0"];
        var options = new FoldOptions { Folds = 2, Groups = "group" };
        var texts = FoldPlan.Of(Numbered(8), options, [Grouped(words)]);
        var numbers = Grid.Columns.ColumnFactory.Float64([.. words.Select(w => (double?)double.Parse(w, System.Globalization.CultureInfo.InvariantCulture))]);
        var batch = Grid.Columns.RecordBatch.From(("group", numbers));
        var parted = FoldPlan.Of(Numbered(8), options, [batch.Slice(0, 3), batch.Slice(3, 5)]);
        Assert.Equal(texts.Encode(), parted.Encode());
    }

    [Fact]
    public void Groups_that_make_no_folds_are_refused_by_name()
    {
        Refused("the group 'group' is null in row 3; leave out the rows where it is null or NaN: --drop-nulls group (in C#, DropNulls(\"group\")).", new() { Folds = 2 }, "a", "b", null, "a");
        Refused("'group' has 2 groups, fewer than the 3 folds; ask for at most 2 folds.", new() { Folds = 3 }, "a", "b", "b", "a");
        Refused("'group' has 1 group, fewer than the 2 folds; folds by group need at least 2 groups.", new() { Folds = 2 }, "b", "b", "b", "b");
        Refused("folds by group ('group') cannot be shuffled or repeated: they follow from the groups' sizes alone; leave one of the two out.", new() { Folds = 2, Shuffle = true }, "a", "b", "c", "d");
        Refused("folds by group ('group') cannot be shuffled or repeated: they follow from the groups' sizes alone; leave one of the two out.", new() { Folds = 2, Repeats = 2 }, "a", "b", "c", "d");
        Refused("folds by group ('group') cannot be stratified: a group goes to one fold whatever its classes are; leave one of the two out.", new() { Folds = 2, Stratified = true }, "a", "b", "c", "d");
        Refused("the table has no column 'grup' to be a group; did you mean 'group'?", new() { Folds = 2, Groups = "grup" }, "a", "b", "c", "d");

        var nan = Grid.Columns.RecordBatch.From(("group", Grid.Columns.ColumnFactory.Float64(1, double.NaN, 2, 1)));
        Assert.Contains("is NaN in row 2", Assert.Throws<LearningException>(() => FoldPlan.Of(Numbered(4), new FoldOptions { Folds = 2, Groups = "group" }, [nan])).Message);
        Assert.Contains("'x' is both the group and a feature", Assert.Throws<LearningException>(() => FoldPlan.Of(Numbered(4), new FoldOptions { Folds = 2, Groups = "x" }, [nan])).Message);

        static void Refused(string message, FoldOptions options, params string?[] groups) => Assert.Equal(message, Assert.Throws<LearningException>(
            () => FoldPlan.Of(Numbered(groups.Length), options with { Groups = options.Groups ?? "group" }, [Grouped(groups)])).Message);
    }

    [Fact]
    public void The_group_is_no_feature_and_not_the_target()
    {
        var schema = Grid.Columns.RecordBatch.From(("a", Grid.Columns.ColumnFactory.Int64(1)), ("g", Grid.Columns.ColumnFactory.Int64(1)), ("y", Grid.Columns.ColumnFactory.Int64(1))).Schema;
        Assert.Equal(["a"], TrainingMatrix.FeaturesOf(schema, "y", null, "g"));
        Assert.Contains("'g' is both the group and a feature", Assert.Throws<LearningException>(() => TrainingMatrix.FeaturesOf(schema, "y", ["a", "g"], "g")).Message);
        Assert.Contains("'y' is both the target and the group", Assert.Throws<LearningException>(() => TrainingMatrix.FeaturesOf(schema, "y", null, "y")).Message);
        Assert.Equal("the table has no column 'gg' to be a group; did you mean 'g'?", Assert.Throws<LearningException>(() => TrainingMatrix.FeaturesOf(schema, "y", null, "gg")).Message);
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
        var few = Assert.Throws<LearningException>(() => FoldPlan.Stratified([0, 0, 0, 1, 1], new FoldOptions { Folds = 4 }));
        Assert.Equal("every class of 'target' has fewer rows than the 4 folds, the most frequent ('0') 3; ask for at most 3 folds.", few.Message);
        Assert.Throws<LearningException>(() => FoldPlan.KFold(3, new FoldOptions { Folds = 4 }));
        Assert.Throws<LearningException>(() => FoldPlan.KFold(3, new FoldOptions { Folds = 1 }));
        Assert.Throws<LearningException>(() => FoldPlan.KFold(3, new FoldOptions { Folds = 2, Repeats = 0 }));
        Assert.Throws<LearningException>(() => FoldPlan.Group([1, 1, 2, 2], 3));
        Assert.Throws<LearningException>(() => FoldPlan.Of(Tables.MadeMatrix(1, 20, 2, 5, 0), new FoldOptions { Stratified = true }));
    }

    private static TrainingMatrix Numbered(int rows) => TrainingMatrix.Build(
        [Grid.Columns.RecordBatch.From(("x", Grid.Columns.ColumnFactory.Int64([.. Enumerable.Range(0, rows).Select(i => (long?)i)])), ("y", Grid.Columns.ColumnFactory.Int64([.. Enumerable.Range(0, rows).Select(i => (long?)(i % 2))])))],
        "y", LearningTask.Classification);

    private static Grid.Columns.RecordBatch Grouped(IEnumerable<string?> groups) => Grid.Columns.RecordBatch.From(("group", Grid.Columns.ColumnFactory.Utf8([.. groups])));
}
