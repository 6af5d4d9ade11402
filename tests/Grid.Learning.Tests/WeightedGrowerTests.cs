using Grid.Columns;

namespace Grid.Learning.Tests;

public class WeightedGrowerTests
{
    [Theory]
    [InlineData(3, Criterion.Gini, false)]
    [InlineData(10, Criterion.Gini, true)]
    [InlineData(3, Criterion.Entropy, false)]
    [InlineData(0, Criterion.SquaredError, false)]
    [InlineData(0, Criterion.SquaredError, true)]
    public void Whole_weights_are_rows_that_were_drawn_so_often(int classes, Criterion criterion, bool extra)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var batch = Tables.Made(seed, 150, 5, seed % 2 == 0 ? 12 : 400, classes, 0.1);
            var random = new Random(seed);
            ushort[] draws = [.. Enumerable.Range(0, batch.Length).Select(_ => (ushort)random.Next(4))];
            var parameters = ForestParameters.Default(classes == 0 ? LearningTask.Regression : LearningTask.Classification) with
            {
                Criterion = criterion,
                ExtraTrees = extra,
                Bootstrap = true,
                MinSamplesLeaf = 1 + seed % 3,
                MaxFeatures = FeatureLimit.Count(1 + seed % 5),
            };
            var plain = TrainingMatrix.Build([batch], "y", parameters.Task);
            var weighted = Weigh(batch, draws, parameters.Task);
            var (expected, found) = (new GrownTree(plain.Outputs), new GrownTree(plain.Outputs));
            int[] rows = [.. Enumerable.Range(0, batch.Length)];
            Grow(plain, draws, expected);
            Grow(weighted, [], found);
            Assert.Equal(expected.Count, found.Count);
            for (int id = 0; id < expected.Count; id++)
            {
                Assert.Equal((expected.Nodes[id], expected.Cuts[id], expected.Rows[id]), (found.Nodes[id], found.Cuts[id], found.Rows[id]));
                Assert.True(expected.IsLeaf(id) || expected.Thresholds[id].Equals(found.Thresholds[id]));
                Assert.Equal(expected.Decreases[id], found.Decreases[id], 1e-9);
                for (int k = 0; k < plain.Outputs; k++)
                    Assert.Equal(expected.ValuesOf(id)[k], found.ValuesOf(id)[k], 1e-9);
            }

            void Grow(TrainingMatrix matrix, ushort[] weights, GrownTree into)
            {
                using var grower = TreeGrower.For(matrix, parameters, rows);
                grower.Grow(rows, weights, 77, GrowthRules.Of(parameters), into, CancellationToken.None);
            }
        }
    }

    [Fact]
    public void Candidates_are_read_off_one_forest_of_weighted_rows_as_if_each_was_trained_by_itself()
    {
        var batch = Tables.Made(8, 140, 5, 60, 3, 0.1);
        var random = new Random(1);
        var matrix = Weigh(batch, [.. Enumerable.Range(0, batch.Length).Select(_ => random.NextDouble() * 3)], LearningTask.Classification);
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 2 });
        const string Grid = "max_leaf_nodes=4,9,none; ccp_alpha=0,0.01; max_depth=3,none; class_weight=none,balanced_subsample; n_estimators=2,3";
        var plan = SearchPlan.Of(new SearchSpec { Grid = Grid, Trees = 3, Seed = 4, Scoring = "neg_log_loss" });
        Assert.Equal(2, plan.Families.Count);
        foreach (var candidate in GridSearch.Run(matrix, plan, folds, workers: 1).Candidates)
        {
            // Parted by commas and semicolons, as a grid is written.
            var alone = SearchPlan.Of(new SearchSpec { Grid = candidate.Candidate.ToString(), Trees = 3, Seed = 4, Scoring = "neg_log_loss" });
            Assert.Equal(GridSearch.Run(matrix, alone, folds, workers: 1).Candidates[0].SplitTestScores, candidate.SplitTestScores);
        }
    }

    [Fact]
    public void Weights_travel_with_the_matrix_and_the_model_names_their_column()
    {
        var batch = Tables.Made(8, 40, 3, 60, 2);
        var matrix = Weigh(batch, [.. Enumerable.Range(0, 40).Select(i => i % 5)], LearningTask.Classification);
        using var stream = new MemoryStream();
        matrix.Write(stream);
        stream.Position = 0;
        var read = TrainingMatrix.Read(stream);
        Assert.Equal(("w", 3), (read.WeightColumn, read.Features.Count));
        Assert.Equal(matrix.WeightArray, read.WeightArray);
        var forest = Forest.Train(read, ForestParameters.Default(LearningTask.Classification) with { Trees = 3 });
        Assert.Equal("w", Forest.Decode(forest.Encode()).WeightColumn);
        // Where a sample draws rows of weight 0 alone, there are all.
        var few = Weigh(batch, [.. Enumerable.Range(0, 40).Select(i => i < 2 ? 1.0 : 0)], LearningTask.Classification);
        var values = Forest.Train(few, ForestParameters.Default(LearningTask.Classification) with { Trees = 60 }).PredictMeans(batch, 1, CancellationToken.None);
        Assert.All(values, value => Assert.InRange(value, 0, 1));
    }

    [Theory]
    [InlineData(-1.0, "the weight 'w' is -1 in row 3")]
    [InlineData(double.NaN, "the weight 'w' is missing in row 3")]
    [InlineData(double.PositiveInfinity, "in row 3; a weight is a number of 0 or more")]
    public void What_is_no_weight_is_refused(double weight, string said)
    {
        var batch = Tables.Made(8, 10, 2, 60, 2);
        Assert.Contains(said, Assert.Throws<LearningException>(() => Weigh(batch, [.. Enumerable.Range(0, 10).Select(i => i == 2 ? weight : 1)], LearningTask.Classification)).Message, StringComparison.Ordinal);
        Assert.Contains("all 0", Assert.Throws<LearningException>(() => Weigh(batch, new double[10], LearningTask.Classification)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_that_trains_on_nothing_that_counts_is_refused()
    {
        var matrix = Weigh(Tables.Made(8, 10, 2, 60, 0), [.. Enumerable.Range(0, 10).Select(i => i < 5 ? 1.0 : 0)], LearningTask.Regression);
        var plan = SearchPlan.Of(new SearchSpec { Task = LearningTask.Regression, Grid = "max_depth=2" });
        Assert.Contains("split 0 trains on all have the weight 0 in 'w'", Assert.Throws<LearningException>(() => plan.RequireDefined(matrix, FoldPlan.Of(matrix, new FoldOptions { Folds = 2 }))).Message, StringComparison.Ordinal);
    }

    private static TrainingMatrix Weigh(RecordBatch batch, ushort[] weights, LearningTask task) => Weigh(batch, Array.ConvertAll(weights, w => (double)w), task);

    internal static TrainingMatrix Weigh(RecordBatch batch, double[] weights, LearningTask task)
    {
        (string, Column)[] columns = [.. batch.Schema.Fields.Select((f, i) => (f.Name, batch.Columns[i])), ("w", ColumnFactory.Primitive<double>(DataType.Float64, weights))];
        return TrainingMatrix.Build([RecordBatch.From(columns)], "y", task, new MatrixOptions { Weights = "w" });
    }
}
