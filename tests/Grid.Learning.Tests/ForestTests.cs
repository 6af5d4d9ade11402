using Grid.Columns;

namespace Grid.Learning.Tests;

public class ForestTests
{
    [Theory]
    [InlineData(4, Criterion.Entropy)]
    [InlineData(3, Criterion.Gini)]
    [InlineData(0, Criterion.SquaredError)]
    public void Importances_and_out_of_bag_score_are_those_of_the_plain_reference(int classes, Criterion criterion)
    {
        var matrix = Tables.MadeMatrix(9, 120, 5, 40, classes, 0.05);
        var parameters = ForestParameters.Default(matrix.Task) with { Trees = 6, Criterion = criterion, MaxDepth = 5, Seed = 3 };
        var forest = Forest.Train(matrix, parameters, workers: 2, outOfBag: true);
        int outputs = matrix.Outputs;
        var rows = Enumerable.Range(0, matrix.Rows).ToArray();
        var importances = new double[5];
        var sums = new double[matrix.Rows * outputs];
        var unseen = new int[matrix.Rows];
        for (int t = 0; t < parameters.Trees; t++)
        {
            var (root, weights) = ReferenceTree.Grow(matrix, parameters, rows, -1, t);
            var gains = new double[5];
            AddGains(root, gains);
            for (int f = 0; f < 5; f++)
                importances[f] += gains[f] / gains.Sum() / parameters.Trees;
            foreach (int row in rows.Where(r => weights[r] == 0))
            {
                unseen[row]++;
                var values = ReferenceTree.Leaf(root, f => matrix.BinOf(f, row)).Values;
                for (int k = 0; k < outputs; k++)
                    sums[row * outputs + k] += values[k];
            }
        }
        for (int f = 0; f < 5; f++)
            Assert.Equal(importances[f] / importances.Sum(), forest.Importances[f], 1e-9);
        Assert.Equal(1, forest.Importances.Sum(), 1e-12);
        var known = rows.Where(r => unseen[r] > 0).ToArray();
        Assert.Equal(known.Length, forest.OutOfBag!.Rows);
        Assert.Equal(sums.Select((s, i) => s / unseen[i / outputs]), forest.OutOfBag.Predictions);
        double score = classes > 0
            ? known.Average(r => Scoring.Greatest(sums.AsSpan(r * outputs, outputs)) == matrix.Classes[r] ? 1.0 : 0.0)
            : 1 - known.Sum(r => Math.Pow(matrix.Values[r] - sums[r] / unseen[r], 2)) / known.Sum(r => Math.Pow(matrix.Values[r] - known.Average(k => matrix.Values[k]), 2));
        Assert.Equal(score, forest.OutOfBag.Score, 1e-12);

        static void AddGains(ReferenceTree.Node node, double[] gains)
        {
            if (node.Feature < 0)
                return;
            gains[node.Feature] += node.Decrease;
            AddGains(node.Left!, gains);
            AddGains(node.Right!, gains);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void Forests_are_the_same_to_the_bit_with_one_and_two_workers(int classes)
    {
        var matrix = Tables.MadeMatrix(2, 400, 6, 300, classes);
        var parameters = ForestParameters.Default(matrix.Task) with { Trees = 9, Seed = 5 };
        var one = Forest.Train(matrix, parameters, workers: 1, outOfBag: true);
        var two = Forest.Train(matrix, parameters, workers: 2, outOfBag: true);
        Assert.Equal(one.Encode(), two.Encode());
        Assert.Equal(one.OutOfBag!.Predictions, two.OutOfBag!.Predictions);
        Assert.NotEqual(one.Encode(), Forest.Train(matrix, parameters with { Seed = 6 }).Encode());
    }

    [Theory]
    [InlineData(4, 400)]
    [InlineData(0, 30)]
    public void Predictions_from_a_table_are_those_from_its_bins(int classes, int distinct)
    {
        var batch = Tables.Made(6, 300, 5, distinct, classes, 0.1);
        var matrix = TrainingMatrix.Build([batch], "y", classes > 0 ? LearningTask.Classification : LearningTask.Regression);
        var parameters = ForestParameters.Default(matrix.Task) with { Trees = 4 };
        var means = Forest.Train(matrix, parameters).PredictMeans(batch, 2, CancellationToken.None);
        var sums = new double[means.Length];
        for (int t = 0; t < parameters.Trees; t++)
        {
            var (root, _) = ReferenceTree.Grow(matrix, parameters, [.. Enumerable.Range(0, 300)], -1, t);
            for (int r = 0; r < 300; r++)
            {
                var values = ReferenceTree.Leaf(root, f => matrix.BinOf(f, r)).Values;
                for (int k = 0; k < values.Length; k++)
                    sums[r * values.Length + k] += values[k];
            }
        }
        Assert.Equal(sums.Select(s => s / parameters.Trees), means);
    }

    [Fact]
    public void A_tree_without_limits_knows_its_training_rows()
    {
        var batch = Tables.Made(8, 200, 6, 200, 3);
        var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Classification);
        var predicted = (DictionaryColumn)Forest.Train(matrix, ForestParameters.SingleTree(matrix.Task)).Predict(batch);
        var truth = (PrimitiveColumn<double>)batch.Columns[^1];
        Assert.Equal(LogicalType.Real, predicted.Type.Logical);
        Assert.Equal(truth.Values.ToArray(), Enumerable.Range(0, 200).Select(r => ((PrimitiveColumn<double>)predicted.Values).Values[predicted.Code(r)]));
    }

    [Fact]
    public void Probabilities_are_rows_that_sum_to_1()
    {
        var forest = Forest.Train(Tables.DigitsMatrix, ForestParameters.Default(LearningTask.Classification) with { Trees = 10 });
        var probabilities = forest.PredictProbabilities(Tables.Digits);
        Assert.Equal(1797 * 10, probabilities.Length);
        Assert.All(probabilities.Chunk(10), row => Assert.Equal(1, row.Sum(), 1e-9));
        Assert.True(forest.PredictClasses(Tables.Digits).Index().Average(p => p.Item == Tables.DigitsMatrix.Classes[p.Index] ? 1 : 0) > 0.99);
    }

    [Fact]
    public void Unknown_categories_and_missing_values_go_left()
    {
        var train = RecordBatch.From(("colour", ColumnFactory.Utf8("blue", "red", "blue", "red", "green")), ("y", ColumnFactory.Utf8("cold", "hot", "cold", "hot", "hot")));
        var forest = Forest.Train(TrainingMatrix.Build([train], "y", LearningTask.Classification), ForestParameters.SingleTree(LearningTask.Classification));
        var asked = RecordBatch.From(("colour", new DictionaryColumn(ColumnFactory.Primitive<byte>(DataType.UInt8, [0, 1, 2]), ColumnFactory.Utf8("violet", "red", "blue"))));
        Assert.Equal([0, 1, 0], forest.PredictClasses(asked).Select(c => (int)c));
        Assert.Equal([0], forest.PredictClasses(RecordBatch.From(("colour", ColumnFactory.Utf8([null])))).Select(c => (int)c));
        Assert.Equal(["blue", "green", "red"], forest.Features[0].Categories);
    }

    [Fact]
    public void Missing_values_can_be_a_side_of_their_own()
    {
        var train = RecordBatch.From(("x", ColumnFactory.Float64(null, -5, null, 9, double.NegativeInfinity)), ("y", ColumnFactory.Int64(1, 0, 1, 0, 0)));
        var forest = Forest.Train(TrainingMatrix.Build([train], "y", LearningTask.Classification), ForestParameters.SingleTree(LearningTask.Classification));
        Assert.Equal([1, 0, 1, 0, 0], forest.PredictClasses(train).Select(c => (int)c));
    }

    [Fact]
    public void A_table_to_predict_must_have_the_features_as_they_were()
    {
        var train = RecordBatch.From(("age", ColumnFactory.Int64(1, 2, 3, 4)), ("town", ColumnFactory.Utf8("a", "b", "a", "b")),
            ("at", ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Second), [1, 2, 3, 4])), ("y", ColumnFactory.Float64(0, 1, 0, 2)));
        var forest = Forest.Train(TrainingMatrix.Build([train], "y", LearningTask.Regression), ForestParameters.Default(LearningTask.Regression) with { Trees = 2 });
        void Refused(string message, params (string, Column)[] columns) =>
            Assert.Equal(message, Assert.Throws<LearningException>(() => forest.Predict(RecordBatch.From(columns))).Message);
        var (age, town, at) = (ColumnFactory.Int64(1), ColumnFactory.Utf8("a"), ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Second), [1]));
        Refused("the table lacks the feature 'town' that the model learned from; did you mean 'down'?", ("age", age), ("down", town), ("at", at));
        Refused("column 'age' holds text ('old'), but the model learned from int64; a number must be there.", ("age", ColumnFactory.Utf8("old")), ("town", town), ("at", at));
        Refused("column 'town' is int64, but the model learned from text; load it as text.", ("age", age), ("town", age), ("at", at));
        Refused("column 'at' is int64, but the model learned from timestamp[s]; load it as the moments that it stands for.", ("age", age), ("town", town), ("at", age));
        Assert.Equal(1, forest.Predict(RecordBatch.From(("at", at), ("other", age), ("town", town), ("age", ColumnFactory.Float64(1.5)))).Length);
        Assert.Throws<LearningException>(() => forest.PredictProbabilities(train));
    }

    [Fact]
    public void Rules_that_do_not_fit_the_matrix_are_refused()
    {
        var matrix = Tables.MadeMatrix(1, 30, 2, 5, 2);
        var rules = ForestParameters.Default(LearningTask.Classification);
        Assert.Throws<LearningException>(() => Forest.Train(matrix, ForestParameters.Default(LearningTask.Regression)));
        Assert.Throws<LearningException>(() => Forest.Train(matrix, rules with { Bootstrap = false }, outOfBag: true));
        Assert.Equal("max_samples is 31, but there are 30 training rows; ask for at most that many.",
            Assert.Throws<LearningException>(() => Forest.Train(matrix, rules with { MaxSamples = SampleLimit.Count(31) })).Message);
    }

    [Fact]
    public void Max_samples_says_how_many_rows_a_tree_draws()
    {
        var weights = new ushort[100];
        BootstrapSample.Draw(1, SampleLimit.Fraction(0.355).Of(100), weights);
        Assert.Equal(36, weights.Sum(w => w));
        BootstrapSample.Draw(1, SampleLimit.Count(7).Of(100), weights);
        Assert.Equal(7, weights.Sum(w => w));
    }

    [Fact]
    public void Balanced_classes_are_found_where_unweighted_ones_are_not()
    {
        // One row in ten is of class 1, among three of class 0 that look the same.
        var x = Enumerable.Range(0, 400).Select(i => (long?)(i % 40 < 4 ? 1 : 0));
        var y = Enumerable.Range(0, 400).Select(i => (long?)(i % 40 < 1 ? 1 : 0));
        var batch = RecordBatch.From(("x", ColumnFactory.Int64([.. x])), ("y", ColumnFactory.Int64([.. y])));
        var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Classification);
        var tree = ForestParameters.SingleTree(matrix.Task);
        Assert.Equal(0, Forest.Train(matrix, tree).PredictClasses(batch)[0]);
        Assert.Equal(1, Forest.Train(matrix, tree with { ClassWeight = ClassWeighting.Balanced }).PredictClasses(batch)[0]);
    }
}
