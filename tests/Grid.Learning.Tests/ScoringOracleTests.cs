using System.Text.Json;
using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>Every scoring on made-up predictions, with ties and absent classes, against scikit-learn's figures in <c>data/sklearn-scores.json</c>.</summary>
public class ScoringOracleTests
{
    private static readonly JsonElement[] Cases = [.. JsonDocument.Parse(File.ReadAllText(Tables.DataPath("sklearn-scores.json"))).RootElement.EnumerateArray()];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Scores_are_those_of_scikit_learn(int number)
    {
        var known = Cases[number];
        var task = known.GetProperty("task").GetString() == "classification" ? LearningTask.Classification : LearningTask.Regression;
        var truth = TruthOf(known);
        double[] predictions = Doubles(known, "predictions");
        foreach (var score in known.GetProperty("scores").EnumerateObject())
        {
            double found = Scoring.Parse(score.Name, task).Score(truth, predictions);
            if (score.Value.ValueKind == JsonValueKind.Null)
            {
                Assert.True(double.IsNaN(found), $"{score.Name} is {found}");
                continue;
            }
            double expected = score.Value.GetDouble();
            // Errors may be of any size.
            double tolerance = 1e-12 * (score.Name.StartsWith("neg_", StringComparison.Ordinal) ? Math.Abs(expected) : 1);
            Assert.True(Math.Abs(found - expected) <= tolerance, $"{score.Name} is {found:R}, not {expected:R}");
        }
    }

    [Fact]
    public void Every_scoring_is_compared()
    {
        var compared = Cases.SelectMany(c => c.GetProperty("scores").EnumerateObject()).Where(s => s.Value.ValueKind == JsonValueKind.Number).Select(s => s.Name).Distinct();
        Assert.Equal(Scoring.All.Select(s => s.Name).Order(), compared.Order());
    }

    [Fact]
    public void Kappa_of_one_class_that_is_all_that_is_predicted_is_not_defined()
    {
        var truth = Truth.Of(new ClassLabels(ColumnFactory.Int64(0, 1)), [1, 1]);
        Assert.True(double.IsNaN(Scoring.Parse("cohen_kappa", LearningTask.Classification).Score(truth, [0.2, 0.8, 0.4, 0.6])));
        Assert.Equal(0, Scoring.Parse("cohen_kappa", LearningTask.Classification).Score(truth, [0.2, 0.8, 0.8, 0.2]));
    }

    private static Truth TruthOf(JsonElement known)
    {
        double[] values = Doubles(known, "truth");
        if (!known.TryGetProperty("labels", out var labels))
            return Truth.Of(values);
        long?[] names = [.. labels.EnumerateArray().Select(l => (long?)l.GetInt64())];
        return Truth.Of(new ClassLabels(ColumnFactory.Int64(names)), Array.ConvertAll(values, v => (ushort)Array.IndexOf(names, (long)v)));
    }

    private static double[] Doubles(JsonElement known, string name) => [.. known.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
}
