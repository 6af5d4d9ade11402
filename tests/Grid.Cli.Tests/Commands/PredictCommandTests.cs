using System.Text.Json;
using Grid.Arrow;

namespace Grid.Cli.Tests;

public sealed class PredictCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_that_was_saved_reads_its_own_table_again()
    {
        string flowers = Flowers.Write(_folder);
        string[] lines = (await Predict(await Model("kind", "classify"), flowers, "--output", "csv")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("prediction", lines[0]);
        string[] truth = [.. Flowers.Rows().Select(row => row.Split(',')[3])];
        Assert.Equal(truth.Length, lines.Length - 1);
        Assert.InRange(truth.Zip(lines.Skip(1)).Count(pair => pair.First == pair.Second) / (double)truth.Length, 0.9, 1);
    }

    [Fact]
    public async Task Columns_may_come_in_any_order_and_others_beside_them()
    {
        string model = await Model("kind", "classify");
        string turned = Flowers.Write(_folder, "turned.csv", "note,colour,width,length", (row, i) => row.Split(',') is var f ? $"n{i},{f[2]},{f[1]},{f[0]}" : "");
        Assert.Equal((await Predict(model, Flowers.Write(_folder), "--output", "csv")).Out, (await Predict(model, turned, "--output", "csv")).Out);
    }

    [Fact]
    public async Task Json_has_a_value_for_each_row_and_probabilities_that_sum_to_1()
    {
        string model = await Model("kind", "classify"), flowers = Flowers.Write(_folder);
        using var plain = JsonDocument.Parse((await Predict(model, flowers, "--output", "json")).Out);
        Assert.Equal(["target", "predictions"], plain.RootElement.EnumerateObject().Select(p => p.Name));
        using var full = JsonDocument.Parse((await Predict(model, flowers, "--output", "json", "--probabilities")).Out);
        Assert.Equal(["target", "predictions", "classes", "probabilities"], full.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("kind", full.RootElement.GetProperty("target").GetString());
        string[] classes = [.. full.RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetString()!)];
        Assert.Equal(["pale", "tall", "wild"], classes);
        var predictions = full.RootElement.GetProperty("predictions").EnumerateArray().Select(p => p.GetString()!).ToList();
        var probabilities = full.RootElement.GetProperty("probabilities").EnumerateArray().Select(row => row.EnumerateArray().Select(p => p.GetDouble()).ToList()).ToList();
        Assert.Equal((120, 120), (predictions.Count, probabilities.Count));
        for (int i = 0; i < predictions.Count; i++)
        {
            Assert.Equal(1, probabilities[i].Sum(), 9);
            Assert.Equal(classes[probabilities[i].IndexOf(probabilities[i].Max())], predictions[i]);
        }
    }

    [Fact]
    public async Task Arrow_has_the_classes_in_their_type_and_a_column_a_class()
    {
        var run = await Predict(await Model("kind", "classify"), Flowers.Write(_folder), "--output", "arrow", "--probabilities");
        using var reader = ArrowStreamReader.Open(run.Bytes);
        var batch = Assert.Single(reader.ReadAll());
        Assert.Equal(["prediction", "probability_pale", "probability_tall", "probability_wild"], batch.Schema.Fields.Select(f => f.Name));
        Assert.Equal((120, DataType.Utf8), (batch.Length, batch.Columns[0].Type.Logical));
    }

    [Fact]
    public async Task Numbers_are_predicted_unrounded()
    {
        string model = await Model("weight", "regress"), flowers = Flowers.Write(_folder);
        string[] lines = (await Predict(model, flowers, "--output", "csv")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var json = JsonDocument.Parse((await Predict(model, flowers, "--output", "json")).Out);
        double[] predictions = [.. json.RootElement.GetProperty("predictions").EnumerateArray().Select(p => p.GetDouble())];
        Assert.Equal(predictions, lines.Skip(1).Select(double.Parse));
        double[] truth = [.. Flowers.Rows().Select(row => double.Parse(row.Split(',')[4]))];
        Assert.InRange(truth.Zip(predictions).Average(p => Math.Abs(p.First - p.Second)), 0, 1);
    }

    [Fact]
    public async Task People_see_the_first_rows()
    {
        var run = await Predict(await Model("kind", "classify"), Flowers.Write(_folder), "--probabilities");
        string[] lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(22, lines.Length);
        Assert.Equal("kind of 120 rows, the first 20 shown; --output csv has all", lines[^1]);
    }

    [Fact]
    public async Task Rows_are_kept_before_the_prediction()
    {
        var run = await Predict(await Model("kind", "classify"), Flowers.Write(_folder), "--where", "length > 6", "--output", "csv");
        Assert.Equal(Flowers.Rows().Count(row => double.Parse(row.Split(',')[0]) > 6), run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }

    private async Task<string> Model(string target, string task)
    {
        var run = await CommandRun.Of(
            "tune", Flowers.Write(_folder), "--target", target, "--task", task, "--grid", "max_depth=none", "--trees", "9", "--folds", "2", "--features", "length,width,colour", "--save", _folder["model"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return _folder["model"];
    }

    private static async Task<CommandRun> Predict(params string[] arguments)
    {
        var run = await CommandRun.Of(["predict", .. arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
