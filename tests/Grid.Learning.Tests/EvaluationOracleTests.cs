using System.Text.Json;
using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>Reports, curves and residuals against scikit-learn's in <c>data/sklearn-evaluations.json</c>.</summary>
public class EvaluationOracleTests
{
    private static readonly JsonElement[] Cases = Read("sklearn-scores.json"), Known = Read("sklearn-evaluations.json");

    public static TheoryData<int> OfClasses => [.. Enumerable.Range(0, Cases.Length).Where(i => Cases[i].TryGetProperty("labels", out _))];

    public static TheoryData<int> OfNumbers => [.. Enumerable.Range(0, Cases.Length).Where(i => !Cases[i].TryGetProperty("labels", out _))];

    [Theory]
    [MemberData(nameof(OfClasses))]
    public void Reports_and_curves_of_classes_are_those_of_scikit_learn(int number)
    {
        var known = Known[number];
        long?[] labels = [.. Cases[number].GetProperty("labels").EnumerateArray().Select(l => (long?)l.GetInt64())];
        var truth = Truth.Of(new ClassLabels(ColumnFactory.Int64(labels)), Array.ConvertAll(Doubles(Cases[number].GetProperty("truth")), v => (ushort)Array.IndexOf(labels, (long)v)));
        var found = Evaluation.Of("y", truth, Doubles(Cases[number].GetProperty("predictions")));
        Assert.Equal(known.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(v => v.GetInt64())), found.Confusion);
        Near(known.GetProperty("report").EnumerateArray().SelectMany(Doubles), found.Reports.SelectMany(r => new[] { r.Precision, r.Recall, r.F1, r.Support }));
        Assert.Equal(known.GetProperty("curves").GetArrayLength(), found.Curves.Count);
        foreach (var (curve, own) in known.GetProperty("curves").EnumerateArray().Zip(found.Curves))
        {
            Near(Doubles(curve.GetProperty("roc")[0]), own.Roc.Select(p => p.FalsePositiveRate));
            Near(Doubles(curve.GetProperty("roc")[1]), own.Roc.Select(p => p.TruePositiveRate));
            Near(Doubles(curve.GetProperty("roc")[2]), own.Roc.Skip(1).Select(p => p.Threshold));
            Near(Doubles(curve.GetProperty("pr")[0]), own.PrecisionRecall.Select(p => p.Precision));
            Near(Doubles(curve.GetProperty("pr")[1]), own.PrecisionRecall.Select(p => p.Recall));
            Near(Doubles(curve.GetProperty("pr")[2]), own.PrecisionRecall.SkipLast(1).Select(p => p.Threshold));
            Near(Doubles(curve.GetProperty("calibration")[0]), own.Calibration.Select(b => b.MeanPredicted));
            Near(Doubles(curve.GetProperty("calibration")[1]), own.Calibration.Select(b => b.FractionOfPositives));
            Assert.Equal(truth.Rows, own.Calibration.Sum(b => b.Rows));
        }
    }

    [Theory]
    [MemberData(nameof(OfNumbers))]
    public void Residuals_are_those_of_numpy(int number)
    {
        var truth = Truth.Of(Doubles(Cases[number].GetProperty("truth")));
        var found = Evaluation.Of("y", truth, Doubles(Cases[number].GetProperty("predictions"))).Residuals!;
        var known = Known[number];
        double scale = Math.Max(1, truth.Values.Max(Math.Abs));
        Near([known.GetProperty("mean").GetDouble(), known.GetProperty("std").GetDouble()], [found.Mean, found.Std], scale);
        Near(Doubles(known.GetProperty("quantiles")), found.Quantiles.Select(q => q.Residual), scale);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_is_judged_by_what_it_predicts_for_the_table(bool isText)
    {
        var batch = Tables.Made(3, 120, 3, 20, classes: 3);
        double[] y = ((PrimitiveColumn<double>)batch.Columns[3]).Values.ToArray();
        Column Target(Func<int, int> of) => isText ? ColumnFactory.Utf8([.. y.Select(v => $"k{of((int)v)}")]) : ColumnFactory.Int64([.. y.Select(v => (long?)of((int)v))]);
        var table = With(batch, Target(v => v));
        var model = Forest.Train(TrainingMatrix.Build([table], "y", LearningTask.Classification), ForestParameters.Default(LearningTask.Classification) with { Trees = 3, MaxDepth = 3 });
        var found = Evaluation.Of(model, [table.Slice(0, 50), table.Slice(50, 70)]);
        ushort[] predicted = model.PredictClasses(table);
        Assert.Equal(y.Where((v, i) => (int)v == predicted[i]).Count() / 120.0, found.Scores.First(s => s.Scoring == Scoring.Accuracy).Value);
        Assert.Equal(120, found.Confusion.Sum(row => row.Sum()));

        string unknown = Assert.Throws<LearningException>(() => Evaluation.Of(model, [With(batch, Target(v => v == 2 ? 7 : v))])).Message;
        Assert.Contains(isText ? "the target 'y' is 'k7' in row" : "the target 'y' is 7 in row", unknown, StringComparison.Ordinal);
        Assert.Contains("none of the 3 classes that the model has learned (", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_mean_the_same_in_another_type()
    {
        var batch = Tables.Made(3, 60, 2, 20, classes: 2);
        var whole = With(batch, ColumnFactory.Int64([.. ((PrimitiveColumn<double>)batch.Columns[2]).Values.ToArray().Select(v => (long?)v)]));
        var model = Forest.Train(TrainingMatrix.Build([whole], "y", LearningTask.Classification), ForestParameters.Default(LearningTask.Classification) with { Trees = 2 });
        Assert.Equal(Evaluation.Of(model, [whole]).Confusion, Evaluation.Of(model, [batch]).Confusion);
        var text = With(batch, ColumnFactory.Utf8([.. Enumerable.Range(0, 60).Select(i => $"{i % 2}")]));
        Assert.Contains("column 'y' holds text", Assert.Throws<LearningException>(() => Evaluation.Of(model, [text])).Message, StringComparison.Ordinal);
        var nulls = With(batch, ColumnFactory.Int64([.. Enumerable.Range(0, 60).Select(i => i == 4 ? (long?)null : i % 2)]));
        Assert.Contains("the target 'y' is null in 1 row", Assert.Throws<LearningException>(() => Evaluation.Of(model, [nulls])).Message, StringComparison.Ordinal);
        Assert.Contains("there are no rows", Assert.Throws<LearningException>(() => Evaluation.Of(model, [whole.Slice(0, 0)])).Message, StringComparison.Ordinal);
    }

    private static RecordBatch With(RecordBatch batch, Column target) => RecordBatch.From(
        [.. batch.Schema.Fields.Select((field, i) => (field.Name, field.Name == "y" ? target : batch.Columns[i]))]);

    private static JsonElement[] Read(string name) => [.. JsonDocument.Parse(File.ReadAllText(Tables.DataPath(name))).RootElement.EnumerateArray()];

    private static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetDouble())];

    private static void Near(IEnumerable<double> expected, IEnumerable<double> found, double scale = 1)
    {
        double[] one = [.. expected], other = [.. found];
        Assert.Equal(one.Length, other.Length);
        for (int i = 0; i < one.Length; i++)
            Assert.True(Math.Abs(one[i] - other[i]) <= 1e-12 * scale, $"figure {i} is {other[i]:R}, not {one[i]:R}");
    }
}
