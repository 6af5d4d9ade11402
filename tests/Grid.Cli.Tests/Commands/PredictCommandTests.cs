using System.Text.Json;
using Grid.Columns;

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
        Assert.Equal((120, LogicalType.Text), (batch.Length, batch.Columns[0].Type.Logical));
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
        Assert.Equal("kind predicted for 120 rows, the first 20 shown; --output csv has all", lines[^1]);
    }

    [Fact]
    public async Task Rows_are_kept_before_the_prediction()
    {
        var run = await Predict(await Model("kind", "classify"), Flowers.Write(_folder), "--where", "length > 6", "--output", "csv");
        Assert.Equal(Flowers.Rows().Count(row => double.Parse(row.Split(',')[0]) > 6), run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }

    [Fact]
    public async Task Columns_are_kept_beside_the_predictions_in_every_form()
    {
        string model = await Model("kind", "classify");
        string table = Flowers.Write(_folder, "new.csv", "id,note,colour,width,length", (row, i) => row.Split(',') is var f ? $"{9007199254740993 + i},{(i % 3 == 0 ? "" : $"\"n,{i}\"")},{f[2]},{f[1]},{f[0]}" : "");
        string[] plain = (await Predict(model, table, "--output", "csv")).Out.Split('\n');
        string[] kept = (await Predict(model, table, "--keep", "note,id", "--output", "csv")).Out.Split('\n');
        Assert.Equal("note,id,prediction", kept[0]);
        Assert.Equal($",9007199254740993,{plain[1]}", kept[1]);
        Assert.Equal($"\"n,1\",9007199254740994,{plain[2]}", kept[2]);
        Assert.Equal(plain.Length, kept.Length);

        using var json = JsonDocument.Parse((await Predict(model, table, "--keep", "note,id", "--output", "json", "--probabilities")).Out);
        Assert.Equal(["target", "kept", "predictions", "classes", "probabilities"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal((120, JsonValueKind.Null), (json.RootElement.GetProperty("kept").GetProperty("id").GetArrayLength(), json.RootElement.GetProperty("kept").GetProperty("note")[0].ValueKind));

        using var reader = ArrowStreamReader.Open((await Predict(model, table, "--keep", "note,id,width", "--output", "arrow", "--probabilities")).Bytes);
        var batch = Assert.Single(reader.ReadAll());
        Assert.Equal(["note", "id", "width", "prediction", "probability_pale", "probability_tall", "probability_wild"], batch.Schema.Fields.Select(f => f.Name));
        Assert.Equal([LogicalType.Text, LogicalType.Whole, LogicalType.Real, LogicalType.Text], batch.Columns.Take(4).Select(c => c.Type.Logical));
        Assert.Contains("note", (await Predict(model, table, "--keep", "note,id")).Out.Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal("short,prediction", (await Predict(model, table, "--where", "length > 6", "--with", "short=length - 6", "--keep", "short", "--output", "csv")).Out.Split('\n')[0]);
    }

    [Fact]
    public async Task A_column_to_keep_that_is_not_there_or_has_the_name_of_a_prediction_is_refused()
    {
        string model = await Model("kind", "classify"), flowers = Flowers.Write(_folder);
        await Refused("'lenght'", "length", "predict", model, flowers, "--keep", "lenght");
        await Refused("--keep prediction", "--with", "predict", model, Flowers.Write(_folder, "p.csv", "length,width,colour,prediction,weight"), "--keep", "prediction");
        await Refused("--keep probability_tall", "--with", "predict", model, Flowers.Write(_folder, "p.csv", "length,width,colour,probability_tall,weight"), "--keep", "probability_tall", "--probabilities");
        await Refused("'weight' is there twice", "", "predict", model, flowers, "--keep", "weight,weight");
    }

    [Fact]
    public async Task A_category_that_the_model_has_not_seen_is_counted_and_told()
    {
        string model = await Model("kind", "classify");
        var run = await Predict(model, Flowers.Write(_folder, "new.csv", change: (row, i) => i % 40 == 5 ? row.Replace("blue", "teal", StringComparison.Ordinal).Replace("white", "teal", StringComparison.Ordinal) : row));
        Assert.Contains("note: 'colour' holds a text that the model has not seen in 3 rows, such as 'teal': taken for missing\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("note: 'colour'", (await Predict(model, Flowers.Write(_folder))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dates_and_timestamps_are_compared_as_moments()
    {
        string train = _folder.File("train.csv", "when,y\n" + string.Concat(Enumerable.Range(1, 28).Select(d => $"2020-01-{d:00},{d}\n")));
        string stamps = _folder.File("ttrain.csv", "when,y\n" + string.Concat(Enumerable.Range(1, 28).Select(d => $"2020-01-{d:00} 10:00:00,{d}\n")));
        string input = _folder.File("input.csv", "when\n2020-01-11\n2020-01-20\n2020-01-25 00:00:00\n"), dates = _folder.File("dates.csv", "when\n2020-01-11\n2020-01-20\n");
        Assert.Equal([11, 20, 25], Rounded((await Predict(await Tree(train), input, "-o", "csv")).Out));
        // Midnight lies nearer to ten o'clock of the same day.
        Assert.Equal([11, 20], Rounded((await Predict(await Tree(stamps), dates, "-o", "csv")).Out));
        await Refused("'when' is int64, but the model learned from date32", "", "predict", await Tree(train), _folder.File("n.csv", "when\n18000\n"));
        await Refused("'when' holds text ('soon'), but the model learned from date32", "", "predict", await Tree(train), _folder.File("t.csv", "when\nsoon\n"));

        async Task<string> Tree(string table)
        {
            await CommandRun.Good("tune", table, "--target", "y", "--task", "regress", "--grid", "bootstrap=false", "--trees", "1", "--folds", "2", "--save", _folder["d.model"]);
            return _folder["d.model"];
        }
        static IEnumerable<double> Rounded(string csv) => csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => Math.Round(double.Parse(line), 6));
    }

    [Fact]
    public async Task One_huge_target_does_not_wipe_out_the_others()
    {
        string table = _folder.File("input.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 19).Select(i => FormattableString.Invariant($"{i},{i * 5 / 100m:F2}\n"))) + "19,1000000000000\n");
        await CommandRun.Good("tune", table, "--target", "y", "--task", "regress", "--grid", "bootstrap=false", "--trees", "1", "--folds", "2", "--save", _folder["m"]);
        string[] lines = (await Predict(_folder["m"], table, "-o", "csv")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([.. Enumerable.Range(0, 19).Select(i => i * 5 / 100.0), 1e12], lines.Skip(1).Select(double.Parse));
    }

    [Theory]
    [InlineData("2020-02-03", "2020-01-31")]
    [InlineData("2020-02-03T04:05:06", "2020-01-31T23:59:59")]
    [InlineData("yes, please", "no")]
    [InlineData("true", "false")]
    [InlineData("-7", "12")]
    [InlineData("18446744073709551615", "1")]
    [InlineData("0.5", "1.25")]
    public async Task Classes_are_printed_as_they_were(string one, string other)
    {
        string table = _folder.File("c.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},\"{(i < 10 ? one : other)}\"\n")));
        await CommandRun.Good("tune", table, "--target", "y", "--task", "classify", "--grid", "bootstrap=false", "--trees", "1", "--folds", "2", "--save", _folder["m"]);
        string[] lines = (await Predict(_folder["m"], table, "-o", "csv")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([.. Enumerable.Repeat(one, 10), .. Enumerable.Repeat(other, 10)], lines.Skip(1).Select(line => line.Trim('"').Replace(' ', one.Contains('T') ? 'T' : ' ')));
    }

    private static async Task Refused(string said, string also, params string[] command)
    {
        var run = await CommandRun.Of(command);
        string line = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("grid: ", line, StringComparison.Ordinal);
        Assert.Contains(said, line, StringComparison.Ordinal);
        Assert.Contains(also, line, StringComparison.Ordinal);
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
