using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Grid.Cli.Tests;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("double")]
    [InlineData("float")]
    public async Task Digits_are_the_same_for_every_row(string input)
    {
        await CommandRun.Good("sample", "digits", _folder["digits.csv"]);
        await CommandRun.Good("tune", _folder["digits.csv"], "--target", "target", "--task", "classify", "--grid", "max_depth=none", "--trees", "10", "--folds", "2", "--save", _folder["m"]);
        await CommandRun.Good("export", _folder["m"], _folder["m.onnx"], "--input", input);
        string[] names = [.. File.ReadLines(_folder["digits.csv"]).First().Split(',').Where(n => n != "target")];
        await Compare("digits.csv", names, [], input == "float");
    }

    [Fact]
    public async Task Taxi_trips_are_the_same_for_every_row_texts_and_decimals_among_them()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "3000", "--missing", "0.01", _folder["trips"]);
        await CommandRun.Good(
            "tune", _folder["trips"], "--target", "payment_type", "--task", "classify", "--features", "trip_distance,store_and_fwd_flag,fare_amount,PULocationID,tip_amount",
            "--where", "payment_type is not null", "--grid", "max_depth=8", "--trees", "12", "--folds", "2", "--save", _folder["m"]);
        var run = await CommandRun.Good("export", _folder["m"], _folder["m.onnx"]);
        Assert.Contains("takes X (double, rows × 4): trip_distance, fare_amount, PULocationID, tip_amount", run.Out, StringComparison.Ordinal);
        Assert.Contains("takes texts (rows × 1), each by its name: store_and_fwd_flag", run.Out, StringComparison.Ordinal);
        await Compare("trips", ["trip_distance", "fare_amount", "PULocationID", "tip_amount"], ["store_and_fwd_flag"], isFloat: false);
    }

    [Fact]
    public async Task What_cannot_be_exported_is_refused_in_a_line()
    {
        await CommandRun.Good("tune", Flowers.Write(_folder), "--target", "kind", "--task", "classify", "--grid", "max_depth=4", "--trees", "3", "--save", _folder["m"]);
        await Refused(["export", _folder["m"], _folder["x.onnx"], "--input", "float32"], "--input float32: expected double or float; did you mean 'float'?");
        await Refused(["export", _folder["m"], _folder.Path], "this is a folder");
        await Refused(["export", _folder["m"], _folder["m"]], "would be replaced");
        await Refused(["export", _folder["m"], _folder.File("letter.txt", "Dear all")], "a file that is no ONNX model of Grid's stands here");
        await Refused(["export", _folder["flowers.csv"], _folder["x.onnx"]], "is not a model that Grid has saved");
        await Refused(["export", _folder["m"]], "FILE");
        // One of ours is replaced.
        await CommandRun.Good("export", _folder["m"], _folder["x.onnx"]);
        await CommandRun.Good("export", _folder["m"], _folder["x.onnx"], "--input", "float");
    }

    private static async Task Refused(string[] command, string said)
    {
        var run = await CommandRun.Of(command);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    private async Task Compare(string table, string[] numbers, string[] texts, bool isFloat)
    {
        string[] lines = (await CommandRun.Good("predict", _folder["m"], _folder[table], "--keep", string.Join(',', numbers.Concat(texts)), "--probabilities", "--output", "csv")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[][] rows = [.. lines.Skip(1).Select(line => line.Split(','))];
        int[] shape = [rows.Length, numbers.Length];
        double[] values = [.. rows.SelectMany(row => row.Take(numbers.Length).Select(Number))];
        var inputs = new List<NamedOnnxValue>
        {
            isFloat ? NamedOnnxValue.CreateFromTensor("X", new DenseTensor<float>(Array.ConvertAll(values, v => (float)v), shape)) : NamedOnnxValue.CreateFromTensor("X", new DenseTensor<double>(values, shape)),
        };
        foreach (var (t, text) in texts.Index())
            inputs.Add(NamedOnnxValue.CreateFromTensor(text, new DenseTensor<string>(rows.Select(row => row[numbers.Length + t]).ToArray(), [rows.Length, 1])));
        using var session = new InferenceSession(_folder["m.onnx"]);
        using var results = session.Run(inputs);
        int at = numbers.Length + texts.Length;
        Assert.Equal(rows.Select(row => row[at]), results[0].AsEnumerable<long>().Select(label => label.ToString(CultureInfo.InvariantCulture)));
        double[] expected = [.. rows.SelectMany(row => row.Skip(at + 1).Select(Number))];
        float[] found = [.. results[1].AsEnumerable<float>()];
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private static double Number(string field) => field.Length == 0 ? double.NaN : double.Parse(field, CultureInfo.InvariantCulture);
}
