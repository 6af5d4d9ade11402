using System.Text.Json;
using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>Importances and dependences of single trees, which have no random draws, against scikit-learn's in <c>data/sklearn-importance.json</c>.</summary>
public class ImportanceOracleTests
{
    private static readonly JsonElement Known = JsonDocument.Parse(File.ReadAllText(Tables.DataPath("sklearn-importance.json"))).RootElement;
    private static readonly string[] Features = [.. Known.GetProperty("features").EnumerateArray().Select(n => n.GetString()!)];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Known.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Importances_are_those_of_scikit_learn(int number)
    {
        var known = Known.GetProperty("cases")[number];
        var task = known.GetProperty("task").GetString() == "classification" ? LearningTask.Classification : LearningTask.Regression;
        var model = Tree(task);
        Near(Doubles(known.GetProperty("impurity")), model.Importances);
        Assert.Equal(model.Features.Select(_ => 0.0), model.ImportanceDeviations!);
        var found = PermutationImportance.Of(model, Halves(), Scoring.Parse(known.GetProperty("scoring").GetString()!, task), repeats: 3, seed: known.GetProperty("seed").GetUInt64());
        Near(Doubles(known.GetProperty("mean")), found.Select(f => f.Mean));
        Near(Doubles(known.GetProperty("std")), found.Select(f => f.Std));
        Near(known.GetProperty("values").EnumerateArray().SelectMany(Doubles), found.SelectMany(f => f.Values));
        foreach (var part in known.GetProperty("dependence").EnumerateArray())
        {
            var points = PartialDependence.Of(model, Halves(), Features[1], part.GetProperty("resolution").GetInt32());
            Near(Doubles(part.GetProperty("values")), points.Select(p => p.Value));
            // Of a classification scikit-learn tells all classes, one after the other for each value.
            Near(Doubles(part.GetProperty("means")), points.SelectMany(p => p.Means));
        }
    }

    [Fact]
    public void Deviations_are_over_the_trees_and_survive_a_file()
    {
        var matrix = Tables.MadeMatrix(4, 150, 5, 30, 0);
        var rules = ForestParameters.Default(LearningTask.Regression) with { Trees = 6, MaxDepth = 4, MaxFeatures = FeatureLimit.Count(2) };
        var forest = Forest.Train(matrix, rules);
        // A forest of the first trees has them as they are: the trees' own shares follow from the means.
        var shares = new List<double[]>();
        for (int t = 1; t <= 6; t++)
            shares.Add([.. Forest.Train(matrix, rules with { Trees = t }).Importances.Select((mean, f) => mean * t - shares.Sum(s => s[f]))]);
        for (int f = 0; f < 5; f++)
        {
            double mean = shares.Average(s => s[f]);
            Assert.Equal(Math.Sqrt(shares.Average(s => (s[f] - mean) * (s[f] - mean))), forest.ImportanceDeviations![f], 1e-9);
        }
        Assert.Equal(forest.ImportanceDeviations!, Forest.Decode(forest.Encode()).ImportanceDeviations!);
    }

    [Fact]
    public void A_feature_that_no_tree_uses_is_worth_nothing_and_threads_change_nothing()
    {
        var model = Tree(LearningTask.Classification);
        var one = PermutationImportance.Of(model, [Tables.Digits], repeats: 4, seed: 3, workers: 1);
        var two = PermutationImportance.Of(model, [Tables.Digits], repeats: 4, seed: 3, workers: 3);
        Assert.Equal(one.SelectMany(f => f.Values), two.SelectMany(f => f.Values));
        Assert.Equal((0.0, 0.0), (one[5].Mean, one[5].Std));
    }

    [Fact]
    public void What_makes_no_sense_is_refused_by_name()
    {
        var model = Tree(LearningTask.Classification);
        Assert.Contains("the model has not learned from 'pixel_2_33'; did you mean 'pixel_2_3'?", Assert.Throws<LearningException>(() => PartialDependence.Of(model, [Tables.Digits], "pixel_2_33")).Message, StringComparison.Ordinal);
        Assert.Contains("'r2' is not for classification", Assert.Throws<LearningException>(() => PermutationImportance.Of(model, [Tables.Digits], Scoring.R2)).Message, StringComparison.Ordinal);
        Assert.Contains("precision is of two classes", Assert.Throws<LearningException>(() => PermutationImportance.Of(model, [Tables.Digits], Scoring.Parse("precision", LearningTask.Classification))).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1", Assert.Throws<LearningException>(() => PermutationImportance.Of(model, [Tables.Digits], repeats: 0)).Message, StringComparison.Ordinal);
    }

    private static Forest Tree(LearningTask task) => Forest.Train(
        TrainingMatrix.Build([Tables.Digits], "target", task, new MatrixOptions { Features = Features }),
        ForestParameters.Default(task) with { Trees = 1, MaxDepth = 3, Bootstrap = false, MaxFeatures = FeatureLimit.All });

    private static RecordBatch[] Halves() => [Tables.Digits.Slice(0, 900), Tables.Digits.Slice(900, 897)];

    private static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetDouble())];

    private static void Near(IEnumerable<double> expected, IEnumerable<double> found)
    {
        double[] one = [.. expected], other = [.. found];
        Assert.Equal(one.Length, other.Length);
        for (int i = 0; i < one.Length; i++)
            Assert.True(Math.Abs(one[i] - other[i]) <= 1e-10, $"figure {i} is {other[i]:R}, not {one[i]:R}");
    }
}
