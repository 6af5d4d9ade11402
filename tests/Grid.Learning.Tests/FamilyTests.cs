namespace Grid.Learning.Tests;

public class FamilyTests
{
    private const string ClassGrid =
        "criterion=gini,entropy,log_loss; bootstrap=true,false; max_features=2,none; max_depth=2,4,none; min_samples_split=2,9; min_impurity_decrease=0.0,0.01; n_estimators=2,5";

    private const string DigitsGrid =
        "criterion=gini,entropy; bootstrap=true,false; max_features=2,none; max_depth=2,none; min_samples_split=2,9; min_impurity_decrease=0.0,0.01; n_estimators=2,4";

    private const string NumberGrid =
        "bootstrap=true,false; max_features=2,0.5,none; max_depth=1,4,none; min_samples_split=2,9; min_samples_leaf=1,3; min_impurity_decrease=0.0,0.001; n_estimators=3,4";

    [Fact]
    public void Candidates_that_differ_in_what_stops_growth_alone_are_one_family()
    {
        var plan = Plan(LearningTask.Classification, "max_depth=3,4,5,6,none; max_features=1,3,10,none; min_samples_split=2,3,10; bootstrap=true,false; criterion=gini,entropy", null);
        Assert.Equal((240, 16), (plan.Candidates.Count, plan.Families.Count));
        Assert.All(plan.Families, f => Assert.Equal(15, f.Members.Count));
        Assert.Equal(Enumerable.Range(0, 240), plan.Families.SelectMany(f => f.Members.Select(m => m.Index)).Order());
    }

    [Theory]
    [InlineData(DigitsGrid, 10, "accuracy")]
    [InlineData(ClassGrid + "; class_weight=balanced", 3, "neg_log_loss")]
    [InlineData(NumberGrid, 0, "r2")]
    [InlineData(NumberGrid + "; max_samples=0.5 | bootstrap=false; max_depth=3,none", 0, "neg_mean_absolute_error", true)]
    public void Each_candidate_trained_by_itself_gives_the_same_scores_to_the_bit(string grid, int classes, string scoring, bool bootstrapOnly = false)
    {
        grid = bootstrapOnly ? grid.Replace("bootstrap=true,false", "bootstrap=true") : grid;
        var matrix = classes == 10 ? Tables.SomeDigits(every: 13, pixels: 14) : Tables.MadeMatrix(3, 110, 5, 30, classes, 0.1);
        var plan = Plan(matrix.Task, grid, scoring);
        Assert.True(plan.Candidates.Count >= 60);
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 3, Shuffle = true });
        var results = GridSearch.Run(matrix, plan, folds, workers: 1);
        Parallel.ForEach(results.Candidates, candidate =>
        {
            var parameters = candidate.Candidate.Parameters;
            for (int split = 0; split < folds.Splits; split++)
                Assert.Equal(ScoreByItself(matrix, parameters, folds, split, plan.Scoring), candidate.SplitTestScores[split]);
        });
    }

    [Theory]
    [InlineData("max_leaf_nodes=2,3,7,20,none; max_depth=3,none; min_samples_split=2,9; n_estimators=2,3", 3, false)]
    [InlineData("max_leaf_nodes=2,5,12,none; ccp_alpha=0,0.004,0.02,0.2; criterion=gini,entropy", 10, false)]
    [InlineData("ccp_alpha=0,0.001,0.01,0.05; max_depth=4,none; min_impurity_decrease=0.0,0.002; bootstrap=true,false", 0, false)]
    [InlineData("max_leaf_nodes=2,4,9,none; ccp_alpha=0,0.01; max_features=1,none; min_samples_leaf=1,4", 0, true)]
    [InlineData("max_leaf_nodes=3,8,none; ccp_alpha=0,0.01; class_weight=none,balanced,balanced_subsample,0:1/1:3.5; bootstrap=true,false", 3, true)]
    public void Leaf_limits_and_pruning_are_read_off_one_forest_as_if_each_candidate_was_trained_by_itself(string grid, int classes, bool extraTrees)
    {
        var matrix = Tables.MadeMatrix(6, 120, 5, 40, classes, 0.1);
        var plan = Plan(matrix.Task, grid, null, extraTrees ? "extra_trees" : null);
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 2, Shuffle = true });
        var results = GridSearch.Run(matrix, plan, folds, workers: 1);
        Assert.True(plan.Families.Count * 4 <= plan.Candidates.Count);
        Assert.True(results.Candidates.Select(c => c.MeanTestScore).Distinct().Count() > 4);
        Parallel.ForEach(results.Candidates, candidate =>
        {
            var parameters = candidate.Candidate.Parameters;
            for (int split = 0; split < folds.Splits; split++)
                Assert.Equal(ScoreByItself(matrix, parameters, folds, split, plan.Scoring), candidate.SplitTestScores[split]);
            // Grown by itself it has the same leaves too, and pays for no more.
            using var source = new TreeSource(matrix, parameters, folds.TrainingRows(0), 0);
            var grown = new GrownTree(matrix.Outputs);
            source.Grow(0, grown, CancellationToken.None);
            var (root, _) = ReferenceTree.Grow(matrix, parameters, folds.TrainingRows(0), 0, 0);
            Assert.Equal(ReferenceTree.CountLeaves(root), Tree.From(grown).LeafCount);
            Assert.True(ReferenceTree.CountLeaves(root) <= (parameters.MaxLeafNodes ?? int.MaxValue));
        });
    }

    [Fact]
    public void Leaves_of_more_rows_may_need_another_split_so_that_they_are_no_part_of_the_family()
    {
        // One row alone is the best split of all, and the next best parts the others elsewhere: nothing of the first tree is in the second.
        var batch = Grid.Columns.RecordBatch.From(
            ("x", Grid.Columns.ColumnFactory.Float64(1, 2, 3, 4, 5, 6)), ("y", Grid.Columns.ColumnFactory.Float64(100, 0, 0, 0, 9, 9)));
        var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Regression);
        var tree = ForestParameters.SingleTree(LearningTask.Regression);
        var loose = Forest.Train(matrix, tree).Trees[0];
        var tight = Forest.Train(matrix, tree with { MinSamplesLeaf = 2 }).Trees[0];
        Assert.Equal(1.5, loose.Nodes[0].Threshold);
        Assert.DoesNotContain(tight.Nodes[0].Threshold, loose.Nodes.Where(n => n.Right != 0).Select(n => n.Threshold));
        Assert.Equal(2, Plan(LearningTask.Regression, "min_samples_leaf=1,2; max_leaf_nodes=3,none", null).Families.Count);
    }

    [Fact]
    public void Blocks_of_trees_merge_to_the_bits_of_the_whole()
    {
        var matrix = Tables.MadeMatrix(4, 200, 5, 50, 0);
        var plan = Plan(LearningTask.Regression, "max_depth=2,none; n_estimators=1,4,7,10", null);
        var folds = FoldPlan.KFold(matrix.Rows, new FoldOptions { Folds = 4 });
        var family = Assert.Single(plan.Families);
        var whole = FamilyTrial.Run(matrix, folds, 2, family, plan.Scorings);
        Assert.True(whole.IsFinished);
        foreach (int[] cuts in new int[][] { [0, 3, 10], [0, 1, 2, 9, 10], [0, 4, 7, 10] })
        {
            TrialResult? merged = null;
            for (int b = 0; b + 1 < cuts.Length; b++)
            {
                var block = TrialResult.Decode(FamilyTrial.Run(matrix, folds, 2, family, plan.Scorings, cuts[b], cuts[b + 1]).Encode());
                Assert.False(block.IsFinished);
                merged = merged is null ? block : merged.Merge(block);
            }
            Assert.Equal(whole.Scores, merged!.Finish(matrix, folds, family, plan.Scorings).Scores);
        }
    }

    [Fact]
    public void Blocks_that_do_not_follow_each_other_are_refused()
    {
        var matrix = Tables.MadeMatrix(4, 60, 3, 20, 2);
        var plan = Plan(LearningTask.Classification, "n_estimators=6", null);
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 2 });
        TrialResult Block(int first, int end) => FamilyTrial.Run(matrix, folds, 0, plan.Families[0], plan.Scorings, first, end);
        Assert.Throws<ArgumentException>(() => Block(0, 2).Merge(Block(3, 6)));
        Assert.Throws<InvalidOperationException>(() => Block(0, 2).Finish(matrix, folds, plan.Families[0], plan.Scorings));
        Assert.Throws<InvalidOperationException>(() => Block(0, 2).Scores);
        Assert.Throws<ArgumentOutOfRangeException>(() => Block(4, 7));
        Assert.Throws<LearningException>(() => TrialResult.Decode([1, 2, 3]));
    }

    [Fact]
    public void Tables_are_the_same_to_the_bit_with_one_and_two_workers()
    {
        var matrix = Tables.SomeDigits(every: 6, pixels: 20);
        var plan = Plan(LearningTask.Classification, "max_depth=3,none; max_features=1,none; bootstrap=true,false", "neg_log_loss");
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 4 });
        var one = GridSearch.Run(matrix, plan, folds, workers: 1);
        var two = GridSearch.Run(matrix, plan, folds, workers: 2);
        Assert.Equal(one.Candidates.Select(c => (c.Candidate.ToString(), c.MeanTestScore, c.StdTestScore, c.RankTestScore)), two.Candidates.Select(c => (c.Candidate.ToString(), c.MeanTestScore, c.StdTestScore, c.RankTestScore)));
        Assert.Equal(one.Candidates.SelectMany(c => c.SplitTestScores), two.Candidates.SelectMany(c => c.SplitTestScores));
    }

    [Fact]
    public void A_cancelled_search_stops()
    {
        using var source = new CancellationTokenSource();
        var matrix = Tables.DigitsMatrix;
        var plan = Plan(LearningTask.Classification, "n_estimators=2000; max_depth=none,3", null);
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 5 });
        source.CancelAfter(50);
        Assert.ThrowsAny<OperationCanceledException>(() => GridSearch.Run(matrix, plan, folds, workers: 2, cancellation: source.Token));
    }

    private static SearchPlan Plan(LearningTask task, string grid, string? scoring, string? model = null) =>
        SearchPlan.Of(new SearchSpec { Task = task, Model = model, Grid = grid, Trees = 5, Scoring = scoring, Seed = 11 });

    internal static double ScoreByItself(TrainingMatrix matrix, ForestParameters parameters, FoldPlan folds, int split, Scoring scoring)
    {
        var test = folds.TestRows(split);
        var sums = new double[test.Length * matrix.Outputs];
        for (int t = 0; t < parameters.Trees; t++)
        {
            var (root, _) = ReferenceTree.Grow(matrix, parameters, folds.TrainingRows(split), split, t);
            for (int i = 0; i < test.Length; i++)
            {
                var values = ReferenceTree.Leaf(root, f => matrix.BinOf(f, test[i])).Values;
                for (int k = 0; k < values.Length; k++)
                    sums[i * values.Length + k] += values[k];
            }
        }
        return scoring.Score(matrix, test, Array.ConvertAll(sums, s => s / parameters.Trees));
    }
}
