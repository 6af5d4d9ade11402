using System.Text.Json;
using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>What single trees without random draws predict, against scikit-learn's in <c>data/sklearn-trees.json</c>.</summary>
public class TreeOracleTests
{
    private static readonly JsonElement Known = JsonDocument.Parse(File.ReadAllText(Tables.DataPath("sklearn-trees.json"))).RootElement;

    [Theory]
    [InlineData(LearningTask.Classification, false, 37)]
    [InlineData(LearningTask.Regression, false, 12)]
    [InlineData(LearningTask.Classification, true, 56)]
    [InlineData(LearningTask.Regression, true, 11)]
    public void Single_trees_are_those_of_scikit_learn(LearningTask task, bool weighted, int count)
    {
        double[] numbers = Doubles(Known.GetProperty("number"));
        string?[] names = [.. Known.GetProperty("name").EnumerateArray().Select(n => n.GetString())];
        double[][] rows = [.. Known.GetProperty("x").EnumerateArray().Select(Doubles)];
        int tests = Known.GetProperty("tests").GetInt32(), training = rows.Length - tests;
        Column target = task == LearningTask.Classification ? ColumnFactory.Utf8(names) : ColumnFactory.Primitive<double>(DataType.Float64, numbers);
        var all = RecordBatch.From([.. Enumerable.Range(0, 3).Select(f => ($"x{f}", (Column)ColumnFactory.Primitive<double>(DataType.Float64, rows.Select(r => r[f]).ToArray()))), ("y", target)]);
        var matrix = weighted
            ? WeightedGrowerTests.Weigh(all.Slice(0, training), Doubles(Known.GetProperty("weight"))[..training], task)
            : TrainingMatrix.Build([all.Slice(0, training)], "y", task);
        var tested = all.Slice(training, tests);
        double tolerance = 1e-10 * (task == LearningTask.Classification ? 1 : numbers.Max(Math.Abs));
        var cases = Known.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("weights").GetBoolean() == weighted && string.Equals(c.GetProperty("task").GetString(), task.ToString(), StringComparison.OrdinalIgnoreCase)).ToArray();
        Assert.Equal(count, cases.Length);
        foreach (var known in cases)
        {
            var rules = ForestParameters.SingleTree(task);
            foreach (var setting in known.GetProperty("settings").EnumerateObject())
                rules = ForestParameter.Named(setting.Name).Set(rules, ParameterValue.Parse(setting.Value.ToString()));
            var forest = Forest.Train(matrix, rules, workers: 1);
            Assert.Equal(known.GetProperty("leaves").GetInt32(), forest.Trees[0].LeafCount);
            string settings = known.GetProperty("settings").ToString();
            Near(Doubles(known.GetProperty("predictions")), forest.PredictMeans(tested, 1, CancellationToken.None), tolerance, settings);
            Near(Doubles(known.GetProperty("importances")), forest.Importances, 1e-9, settings);
        }
    }

    private static void Near(double[] expected, IReadOnlyList<double> actual, double tolerance, string settings)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{settings}: {i} is {actual[i]:R}, not {expected[i]:R}");
    }

    private static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetDouble())];
}
