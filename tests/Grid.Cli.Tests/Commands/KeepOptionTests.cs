namespace Grid.Cli.Tests;

/// <summary>Answers that are kept as files.</summary>
public sealed class KeepOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("groupby", "--by", "k", "--agg", "sum(x),mean(x)")]
    [InlineData("describe")]
    [InlineData("counts", "--column", "k")]
    [InlineData("nunique")]
    [InlineData("missing")]
    [InlineData("corr")]
    [InlineData("histogram", "--column", "x", "--bins", "3")]
    [InlineData("aggregate", "--agg", "max(x) - min(x) as range,count()")]
    [InlineData("head", "--order", "x desc", "--rows", "2")]
    public async Task Every_answer_is_saved_as_it_is_shown(params string[] question)
    {
        string shown = (await CommandRun.Good([question[0], Rows(), .. question[1..], "--output", "csv"])).Out;
        foreach (string name in new[] { "a.csv", "a.parquet", "a.arrow", "a.jsonl" })
        {
            var run = await CommandRun.Good([question[0], Rows(), .. question[1..], "--save", _folder[name]]);
            Assert.Matches($"^[0-9]+ rows?, .* in {System.Text.RegularExpressions.Regex.Escape(_folder[name])}\r?\n$", run.Out);
            Assert.Equal(shown.Split('\n').Length - 2, int.Parse(run.Out.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        }
        Assert.Equal(Figures(shown), Figures((await CommandRun.Good("head", _folder["a.csv"], "--rows", "100", "--output", "csv")).Out));
        Assert.Equal(Figures((await CommandRun.Good("head", _folder["a.parquet"], "--rows", "100", "--output", "csv")).Out), Figures((await CommandRun.Good("head", _folder["a.arrow"], "--rows", "100", "--output", "csv")).Out));
    }

    [Fact]
    public async Task The_rows_that_were_asked_for_are_saved()
    {
        await CommandRun.Good("counts", Rows(), "--column", "k", "--sort", "k desc", "--limit", "1", "--save", _folder["one.csv"]);
        Assert.Equal("k,count\nb,2\n", File.ReadAllText(_folder["one.csv"]));
        await CommandRun.Good("counts", Rows(), "--column", "k", "--save", _folder["one.csv"], "--overwrite");
        Assert.Equal("k,count\na,2\nb,2\n", File.ReadAllText(_folder["one.csv"]));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_told_in_a_line_and_leaves_nothing()
    {
        string rows = Rows();
        File.WriteAllText(_folder["there.csv"], "old");
        await Bad("a file stands here already; name another place, or say --overwrite", rows, "--save", _folder["there.csv"]);
        await Bad("this is read from, as", rows, "--save", rows);
        await Bad("this is read from, as", rows, "--save", rows, "--overwrite");
        await Bad("its extension says no format", rows, "--save", _folder["a.xlsx"]);
        await Bad("--overwrite goes with --save FILE", rows, "--overwrite");
        await Bad("--save -: an answer goes to the output by --output", rows, "--save", "-");
        await Bad("--output is the form of an answer that is shown", rows, "--save", _folder["a.csv"], "--output", "json");
        await Bad("--into sums: a dataset is kept by a cluster; say which with --cluster", rows, "--into", "sums");
        await Bad("or write a file with --save sums.csv", rows, "--into", "sums.csv");
        await Bad("there is no folder", rows, "--save", _folder["none/a.csv"]);
        Assert.Equal("old", File.ReadAllText(_folder["there.csv"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
        var run = await CommandRun.Of("save", rows, "--into", "sums");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--into sums: a dataset is kept by a cluster", run.Error, StringComparison.Ordinal);
    }

    private static async Task Bad(string message, string rows, params string[] more)
    {
        var run = await CommandRun.Of(["counts", rows, "--column", "k", .. more]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    // Numbers as such: 2 and 2.0 are one.
    private static string[] Figures(string csv) => [.. csv.Split(',', '\n').Select(cell =>
        double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out double value) ? $"{value:R}" : cell.Trim('"'))];

    private string Rows()
    {
        File.WriteAllText(_folder["rows.csv"], "k,x,y\na,1,2.5\nb,2,\na,3,1.5\nb,4,9\n");
        return _folder["rows.csv"];
    }
}
