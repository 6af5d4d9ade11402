using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>Features of more than 256 distinct values.</summary>
public class WideFeatureTests
{
    [Fact]
    public void A_skewed_feature_is_split_at_any_value()
    {
        // The few rows far out, where the target is steep, are lost to quantiles: a full tree knows each of them.
        var random = new Random(3);
        double[] x = [.. Enumerable.Range(0, 3000).Select(_ => Math.Exp(3 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)))];
        double[] y = [.. x.Select(v => Math.Round(v * v, 3))];
        var batch = RecordBatch.From(("x", ColumnFactory.Primitive<double>(DataType.Float64, x)), ("y", ColumnFactory.Primitive<double>(DataType.Float64, y)));
        double[] Errors(int bins)
        {
            var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Regression, new MatrixOptions { QuantileBins = bins });
            var means = Forest.Train(matrix, ForestParameters.SingleTree(LearningTask.Regression)).PredictMeans(batch, 1, CancellationToken.None);
            return [.. means.Select((m, i) => Math.Abs(m - y[i]))];
        }
        Assert.InRange(Errors(MatrixOptions.DefaultQuantileBins).Max(), 0, 1e-6);
        Assert.InRange(Errors(255).Max(), 0.01, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Narrow_and_wide_features_side_by_side_give_one_answer_for_any_number_of_workers(int classes)
    {
        var wide = Tables.Made(5, 600, 3, 2000, classes, 0.1);
        var narrow = Tables.Made(9, 600, 2, 20, 0, 0.1);
        var batch = RecordBatch.From([.. wide.Schema.Fields.Select((f, i) => (f.Name, wide.Columns[i])), ("n0", narrow.Columns[0]), ("n1", narrow.Columns[1])]);
        var matrix = TrainingMatrix.Build([batch], "y", classes == 0 ? LearningTask.Regression : LearningTask.Classification);
        Assert.Equal([true, true, true, false, false], matrix.Features.Select(f => f.IsWide));
        var parameters = ForestParameters.Default(matrix.Task) with { Trees = 6 };
        var one = Forest.Train(matrix, parameters, workers: 1, outOfBag: true);
        var many = Forest.Train(matrix, parameters, workers: 4, outOfBag: true);
        Assert.Equal(one.Encode(), many.Encode());
        Assert.Equal(one.OutOfBag!.Predictions, many.OutOfBag!.Predictions);
        foreach (bool bootstrap in new[] { true, false })
            TreeGrowerTests.SameShape(matrix, parameters with { Bootstrap = bootstrap, Trees = bootstrap ? 1 : 2, MaxFeatures = FeatureLimit.All }, [.. Enumerable.Range(0, matrix.Rows)], 0);
    }
}
