using Grid.Columns;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Grid.Learning.Tests;

/// <summary>Exported models in ONNX Runtime: the same classes for every row, probabilities within 1e-6.</summary>
public class OnnxModelTests
{
    [Theory]
    [InlineData("max_depth=none; n_estimators=20", OnnxInput.Double)]
    [InlineData("max_depth=none; n_estimators=20", OnnxInput.Float)]
    [InlineData("max_depth=4; n_estimators=33", OnnxInput.Double)]
    [InlineData("min_samples_leaf=5; n_estimators=3; criterion=entropy", OnnxInput.Double)]
    public void Digits_are_read_alike(string rules, OnnxInput input) => Compare(Grown(Tables.DigitsMatrix, rules), Tables.Digits, input);

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 0.2)]
    [InlineData(3, 0.2)]
    [InlineData(7, 0)]
    [InlineData(0, 0)]
    [InlineData(0, 0.2)]
    public void Classes_and_numbers_are_predicted_alike_with_missing_values_and_without(int classes, double missing)
    {
        foreach (string rules in new[] { "max_depth=3; n_estimators=12", "max_depth=none; n_estimators=7; bootstrap=false", "max_depth=1; n_estimators=6; max_features=1" })
            Compare(Grown(Tables.MadeMatrix(9, 400, 4, 37, classes, missing), rules), Tables.Made(9, 400, 4, 37, classes, missing), OnnxInput.Double);
    }

    [Theory]
    [InlineData(LearningTask.Classification, "payment_type")]
    [InlineData(LearningTask.Regression, "fare_amount")]
    public void Real_trips_are_read_alike(LearningTask task, string target)
    {
        var trips = AgreementTables.Taxi();
        foreach (string rules in new[] { "n_estimators=20", "n_estimators=9; max_depth=6; max_features=3; min_samples_leaf=4" })
            Compare(Grown(TrainingMatrix.Build([trips], target, task), rules), trips, OnnxInput.Double);
    }

    [Fact]
    public void Values_that_are_no_floats_need_doubles()
    {
        // Neighbouring doubles around 1e9 + 0.5 are one float.
        double?[] x = [.. Enumerable.Range(0, 60).Select(i => (double?)(1e9 + i / 60.0))];
        var table = RecordBatch.From(("x", ColumnFactory.Float64(x)), ("y", ColumnFactory.Int64([.. Enumerable.Range(0, 60).Select(i => (long?)(i / 30))])));
        Compare(Grown(TrainingMatrix.Build([table], "y", LearningTask.Classification), "n_estimators=1; bootstrap=false"), table, OnnxInput.Double);
    }

    [Fact]
    public void Infinities_and_missing_values_go_the_same_way()
    {
        double?[] x = [double.NegativeInfinity, -1, null, 2, double.PositiveInfinity, null, -1, 2, double.NegativeInfinity, null];
        var table = RecordBatch.From(("x", ColumnFactory.Float64(x)), ("y", ColumnFactory.Float64(1, 2, 9, 3, 4, 9, 2, 3, 1, 9)));
        foreach (string rules in new[] { "n_estimators=1; bootstrap=false", "n_estimators=1; bootstrap=false; max_depth=1" })
            Compare(Grown(TrainingMatrix.Build([table], "y", LearningTask.Regression), rules), table, OnnxInput.Double);
    }

    [Theory]
    [InlineData(OnnxInput.Double)]
    [InlineData(OnnxInput.Float)]
    public void Texts_are_taken_by_name_and_one_that_is_new_is_missing(OnnxInput input)
    {
        string?[] colours = [.. Enumerable.Range(0, 90).Select(i => i % 11 == 0 ? null : new[] { "blue", "red", "white ", "ünï" }[i * i % 4])];
        long?[] numbers = [.. Enumerable.Range(0, 90).Select(i => (long?)(i % 7))];
        string[] kinds = [.. Enumerable.Range(0, 90).Select(i => $"{(colours[i] ?? "none").Length + i % 2}")];
        var table = RecordBatch.From(("colour", ColumnFactory.Utf8(colours)), ("n", ColumnFactory.Int64(numbers)), ("shape", ColumnFactory.Utf8([.. kinds.Reverse()])), ("kind", ColumnFactory.Utf8(kinds)));
        var model = Grown(TrainingMatrix.Build([table], "kind", LearningTask.Classification), "n_estimators=9");
        Compare(model, table, input);
        Compare(model, RecordBatch.From(("colour", ColumnFactory.Utf8("green", "red")), ("n", ColumnFactory.Int64(3, 4)), ("shape", ColumnFactory.Utf8("x", "4"))), input);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_without_a_split_predicts_alike(bool isRegression)
    {
        var table = RecordBatch.From(("x", ColumnFactory.Int64(1, 2, 3, 4)), ("y", ColumnFactory.Int64(0, 1, 1, 1)));
        var task = isRegression ? LearningTask.Regression : LearningTask.Classification;
        Compare(Grown(TrainingMatrix.Build([table], "y", task), "n_estimators=2; min_samples_split=5; bootstrap=false"), table, OnnxInput.Double);
    }

    [Fact]
    public void A_feature_with_the_name_of_a_tensor_is_refused()
    {
        var table = RecordBatch.From(("label", ColumnFactory.Utf8("a", "b", "a", "b")), ("y", ColumnFactory.Int64(0, 1, 0, 1)));
        var model = Grown(TrainingMatrix.Build([table], "y", LearningTask.Classification), "n_estimators=2");
        Assert.Contains("the feature 'label' has the name of a tensor", Assert.Throws<LearningException>(() => OnnxModel.Encode(model)).Message, StringComparison.Ordinal);
    }

    private static Forest Grown(TrainingMatrix matrix, string rules) =>
        Forest.Train(matrix, SearchSpace.Parse(rules).Candidates(ForestParameters.Default(matrix.Task))[0].Parameters);

    private static void Compare(Forest model, RecordBatch table, OnnxInput input)
    {
        using var session = new InferenceSession(OnnxModel.Encode(model, input));
        using var results = session.Run(Inputs(model, table, input));
        double[] expected = model.PredictMeans(table, 1, default);
        float[] found = [.. results[^1].AsEnumerable<float>()];
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= 1e-6 * Math.Max(1, Math.Abs(expected[i])), $"figure {i} is {found[i]}, not {expected[i]}");
        if (model.Labels is not { } labels)
            return;
        string[] classes = labels.Values is PrimitiveColumn<long> ? [.. results[0].AsEnumerable<long>().Select(v => $"{v}")] : [.. results[0].AsEnumerable<string>()];
        Assert.Equal(model.PredictClasses(table).Select(k => labels.Names[k]), classes);
    }

    private static List<NamedOnnxValue> Inputs(Forest model, RecordBatch table, OnnxInput input)
    {
        Feature[] numbers = [.. model.Features.Where(f => f.Categories is null)];
        var values = new double[table.Length * numbers.Length];
        var one = new double[table.Length];
        for (int f = 0; f < numbers.Length; f++)
        {
            FeatureReader.For(numbers[f], table).Read(0, one);
            for (int r = 0; r < one.Length; r++)
                values[r * numbers.Length + f] = one[r];
        }
        int[] shape = [table.Length, numbers.Length];
        var inputs = new List<NamedOnnxValue>();
        if (numbers.Length > 0)
            inputs.Add(input == OnnxInput.Double ? NamedOnnxValue.CreateFromTensor("X", new DenseTensor<double>(values, shape)) : NamedOnnxValue.CreateFromTensor("X", new DenseTensor<float>(Array.ConvertAll(values, v => (float)v), shape)));
        foreach (var text in model.Features.Where(f => f.Categories is not null))
        {
            var words = new string?[table.Length];
            ColumnReader.ReadTexts(table.Columns[table.Schema.IndexOf(text.Name)], words);
            inputs.Add(NamedOnnxValue.CreateFromTensor(text.Name, new DenseTensor<string>(Array.ConvertAll(words, w => w ?? ""), [table.Length, 1])));
        }
        return inputs;
    }
}
