using System.Text.Json;

namespace Grid.Cli.Tests;

public sealed class ImportanceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Features_are_told_by_their_worth_with_rows_and_without()
    {
        string model = await Model();
        using var alone = JsonDocument.Parse((await CommandRun.Good("importance", model, "--output", "json")).Out);
        var rows = alone.RootElement.GetProperty("importance").EnumerateArray().ToList();
        Assert.Equal(1, rows.Sum(r => r.GetProperty("impurity").GetDouble()), 1e-12);
        Assert.True(rows[0].GetProperty("impurity").GetDouble() > rows[^1].GetProperty("impurity").GetDouble());
        Assert.True(rows[0].GetProperty("impurity_std").GetDouble() > 0);
        var shuffled = await CommandRun.Good("importance", model, Flowers.Write(_folder), "--repeats", "3", "--seed", "4", "--output", "csv");
        string[] lines = shuffled.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("feature,impurity,impurity_std,permutation,permutation_std", lines[0]);
        Assert.Equal(5, lines.Length);
        Assert.Equal(shuffled.Out, (await CommandRun.Good("importance", model, Flowers.Write(_folder), "--repeats", "3", "--seed", "4", "--output", "csv", "--threads", "2")).Out);
        Assert.Contains("by what f1_macro loses", (await CommandRun.Good("importance", model, Flowers.Write(_folder), "--scoring", "f1_macro")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dependence_is_a_row_a_value()
    {
        string model = await Model();
        string[] colours = (await CommandRun.Good("importance", model, Flowers.Write(_folder), "--dependence", "colour", "--output", "csv")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["colour,probability_pale,probability_tall,probability_wild", "blue", "white"], colours.Select((line, i) => i == 0 ? line : line.Split(',')[0]));
        string lengths = (await CommandRun.Good("importance", model, Flowers.Write(_folder), "--dependence", "length", "--resolution", "7", "--output", "csv")).Out;
        Assert.Equal(8, lengths.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("--dependence colr", "the model has not learned from 'colr'; did you mean 'colour'?")]
    [InlineData("--scoring f1_macr", "did you mean 'f1_macro'?")]
    [InlineData("--repeats 0", "--repeats 0: expected")]
    [InlineData("--resolution 1", "--resolution 1: expected")]
    [InlineData("--seed first", "--seed first: expected a whole number of at least 0")]
    public async Task What_is_wrong_is_refused_in_a_line(string options, string said)
    {
        var run = await CommandRun.Of(["importance", await Model(), Flowers.Write(_folder), .. options.Split(' ')]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_rows_is_refused_without_a_table()
    {
        var run = await CommandRun.Of("importance", await Model(), "--dependence", "colour");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("name a table after the model", run.Error, StringComparison.Ordinal);
    }

    private async Task<string> Model()
    {
        await CommandRun.Good("tune", Flowers.Write(_folder), "--target", "kind", "--task", "classify", "--grid", "max_depth=4", "--trees", "5", "--save", _folder["m"]);
        return _folder["m"];
    }
}
