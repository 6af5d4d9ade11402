using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>Targets of which a few lie so far out that the others would lose their digits to them.</summary>
public class WideTargetTests
{
    private static readonly double[] Twentieths = [.. Enumerable.Range(0, 19).Select(i => i / 20.0)];

    public static TheoryData<string, double[]> Targets => new()
    {
        { "a huge one", [.. Twentieths, 1e12] },
        { "a huge negative one", [-1e12, .. Twentieths] },
        { "huge ones on both sides", [-1e15, .. Twentieths, 1e18] },
        { "the greatest numbers", [-1e300, .. Twentieths, 1e300] },
        { "the least double", [0, double.Epsilon, 2 * double.Epsilon, 1e-300, 1e-200, 1] },
        { "tiny ones", [.. Twentieths.Select(v => v * 1e-300), 1] },
        { "every magnitude", [.. Enumerable.Range(-30, 61).Select(i => (i % 2 == 0 ? 0.25 : -0.1) * Math.Pow(10, i * 10))] },
        { "small steps on a large number", [.. Enumerable.Range(0, 20).Select(i => 1e15 + i * 0.125)] },
        { "mostly nothing", [.. Enumerable.Repeat(0.0, 3000), 0.05, 0.1, 0.15, 1e12] },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_full_tree_without_bootstrap_returns_each_training_value(string _, double[] targets)
    {
        var batch = Batch(targets);
        var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Regression);
        Assert.True(matrix.IsWide);
        foreach (int tried in new[] { 1, 2 })
        {
            foreach (int trees in new[] { 1, 4 })
            {
                var forest = Forest.Train(matrix, ForestParameters.SingleTree(LearningTask.Regression) with { Trees = trees, MaxFeatures = FeatureLimit.Count(tried) });
                Assert.Equal(targets, forest.PredictMeans(batch, 1, CancellationToken.None));
                Assert.All(forest.Importances, share => Assert.InRange(share, 0, 1));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Trees_are_those_of_the_plain_reference(string _, double[] targets)
    {
        var matrix = TrainingMatrix.Build([Batch(targets)], "y", LearningTask.Regression);
        foreach (bool bootstrap in new[] { true, false })
        {
            foreach (int minLeaf in new[] { 1, 3 })
            {
                var parameters = ForestParameters.Default(LearningTask.Regression) with { Bootstrap = bootstrap, MinSamplesLeaf = minLeaf, Seed = 5 };
                TreeGrowerTests.SameShape(matrix, parameters, [.. Enumerable.Range(0, matrix.Rows)], 1);
            }
        }
    }

    [Fact]
    public void Splits_besides_a_huge_target_are_those_without_it()
    {
        // y follows x, but the huge row, which no boundary sets apart, takes part in every split of z.
        double[] x = [0, 0, 0, 0, 1, 1, 1, 1], y = [1, 2, 1, 2, 11, 12, 11, 1e15];
        var batch = RecordBatch.From(("x", ColumnFactory.Primitive<double>(DataType.Float64, x)), ("y", ColumnFactory.Primitive<double>(DataType.Float64, y)));
        var forest = Forest.Train(TrainingMatrix.Build([batch], "y", LearningTask.Regression), ForestParameters.SingleTree(LearningTask.Regression));
        var means = forest.PredictMeans(batch, 1, CancellationToken.None);
        Assert.Equal([1.5, 1.5, 1.5, 1.5], means[..4]);
        Assert.Equal(y[4..].Average(), means[4]);
    }

    [Fact]
    public void Forests_and_their_out_of_bag_scores_are_the_same_to_the_bit_for_any_number_of_workers()
    {
        var random = new Random(4);
        double[] targets = [.. Enumerable.Range(0, 300).Select(i => i % 97 == 0 ? 1e13 * random.NextDouble() : random.NextDouble())];
        var batch = Batch(targets);
        var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Regression);
        Assert.True(matrix.IsWide);
        var parameters = ForestParameters.Default(LearningTask.Regression) with { Trees = 12 };
        var one = Forest.Train(matrix, parameters, workers: 1, outOfBag: true);
        var many = Forest.Train(matrix, parameters, workers: 5, outOfBag: true);
        Assert.Equal(one.Encode(), many.Encode());
        Assert.Equal(one.OutOfBag!.Predictions, many.OutOfBag!.Predictions);
        Assert.Equal(one.OutOfBag.Score, many.OutOfBag.Score);
        Assert.Equal(one.PredictMeans(batch, 1, CancellationToken.None), many.PredictMeans(batch, 5, CancellationToken.None));
    }

    [Fact]
    public void Searches_score_what_forests_trained_alone_predict_and_do_not_go_out_in_blocks()
    {
        var random = new Random(4);
        var batch = Batch([.. Enumerable.Range(0, 120).Select(i => i % 40 == 7 ? 1e13 : random.NextDouble())]);
        var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Regression);
        var plan = SearchPlan.Of(new SearchSpec { Task = LearningTask.Regression, Grid = "max_depth=2,none; n_estimators=3,7", Scoring = "mae" });
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 3, Shuffle = true });
        var results = GridSearch.Run(matrix, plan, folds, workers: 2);
        foreach (var candidate in results.Candidates)
        {
            for (int split = 0; split < folds.Splits; split++)
                Assert.Equal(FamilyTests.ScoreByItself(matrix, candidate.Candidate.Parameters, folds, split, plan.Scoring), candidate.SplitTestScores[split]);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => FamilyTrial.Run(matrix, folds, 0, plan.Families[0], plan.Scorings, 0, 2));
    }

    [Fact]
    public void Ordinary_targets_are_not_wide()
    {
        var random = new Random(7);
        double Normal() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        double[][] ordinary =
        [
            [.. Enumerable.Range(0, 2000).Select(_ => Normal())],
            [.. Enumerable.Range(0, 2000).Select(_ => Math.Exp(Normal()))],
            [.. Enumerable.Range(0, 2000).Select(_ => Math.Round(Math.Exp(1.5 + Normal()), 2))],
            [.. Enumerable.Range(0, 200_000).Select(i => (double)(i % 500))],
            [.. Enumerable.Range(0, 100).Select(i => i % 7 * 1e200)],
            [0, 1],
        ];
        Assert.All(ordinary, targets => Assert.False(new FixedTarget(targets).IsWide));
    }

    [Fact]
    public void R2_and_errors_of_numbers_whose_squares_are_none()
    {
        double[] y = [1e200, 2e200, 3e200, 4e200];
        var matrix = TrainingMatrix.Build([Batch(y)], "y", LearningTask.Regression);
        int[] rows = [0, 1, 2, 3];
        double[] off = [1e200, 2e200, 3e200, 3e200];
        Assert.Equal(0.8, Scoring.R2.Score(matrix, rows, off), 1e-12);
        Assert.Equal(-5e199, Scoring.NegRootMeanSquaredError.Score(matrix, rows, off), 1e190);
        Assert.Equal(-2.5e199, Scoring.NegMeanAbsoluteError.Score(matrix, rows, off), 1e190);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    [InlineData(1e301)]
    [InlineData(double.MinValue)]
    public void An_infinite_target_is_refused_in_words(double value)
    {
        var fault = Assert.Throws<LearningException>(() => TrainingMatrix.Build([Batch([1, 2, value, 4])], "y", LearningTask.Regression));
        Assert.Contains("in row 3; ", fault.Message, StringComparison.Ordinal);
    }

    private static RecordBatch Batch(double[] targets) => RecordBatch.From(
        ("x", ColumnFactory.Primitive<double>(DataType.Float64, [.. targets.Select((_, i) => (double)Math.Max(0, i - Math.Max(0, targets.Length - 250)))])),
        ("z", ColumnFactory.Primitive<double>(DataType.Float64, [.. targets.Select((_, i) => i * 37 % 61 + (double)Math.Max(0, i - Math.Max(0, targets.Length - 60)))])),
        ("y", ColumnFactory.Primitive<double>(DataType.Float64, targets)));
}
