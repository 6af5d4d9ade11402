using System.Diagnostics;

namespace Grid.Sources.Tests;

/// <summary>What stands in a folder beside its tables, or where a table should be.</summary>
public sealed class LeftOutTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string At(string name) => Path.Combine(_folder.Path, name);

    private Task<LoadPlan> Plan(params string[] names) => Loading.Plan(new CsvOptions(), [.. names.Select(At)]);

    private static string[] Names(LoadPlan plan) => [.. plan.Splits.Select(s => Path.GetFileName(s.Path)).Distinct()];

    private async Task<SourceException> Fails(params string[] names) => await Assert.ThrowsAsync<SourceException>(() => Plan(names));

    [Fact]
    public async Task Hidden_files_and_marks_of_writers_are_no_tables_of_a_folder()
    {
        _folder.Write("a.csv", "x\n1\n");
        _folder.Write("b.csv", "x\n2\n");
        byte[] binary = [0, 5, 22, 7, 0, 2, 0, 0];
        foreach (string name in new[] { ".DS_Store", "._a.csv", ".hidden.csv", ".a.csv.crc", "_SUCCESS", "_committed_1.csv", "notes.txt", ".git/c.csv", "sub/d.csv" })
            _folder.Write(name, binary);
        Assert.Equal(["a.csv", "b.csv"], Names(await Plan(".")));
        Assert.Equal(["a.csv", "b.csv"], Names(await Plan("[ab].csv".Replace("[ab]", "?"))));
        File.Delete(At("_committed_1.csv"));
        Assert.Equal(["a.csv", "b.csv"], Names(await Plan("*.csv")));
        _folder.Write("sub/d.csv", "x\n3\n");
        _folder.Write("_more.csv", "x\n4\n");
        // As in shells: a wildcard stands for any name but a hidden one, which is named by its dot.
        Assert.Equal(["_more.csv", "a.csv", "b.csv", "d.csv"], Names(await Plan("**/*.csv")));
        _folder.Write(".hidden.csv", "x\n5\n");
        File.Delete(At("._a.csv"));
        Assert.Equal([".hidden.csv"], Names(await Plan(".*.csv")));
        Assert.Equal([".hidden.csv"], Names(await Plan(".hidden.csv")));
    }

    [Fact]
    public async Task A_folder_without_tables_is_told_with_what_it_has()
    {
        _folder.Write("f/x.txt", "");
        _folder.Write("f/2019/a.csv", "x\n1\n");
        _folder.Write("f/.DS_Store", "");
        string message = (await Fails("f")).Message;
        Assert.Contains("holds no *.csv, *.jsonl, *.ndjson, *.parquet, *.arrow, *.feather files (but 2019, x.txt)", message);
        Assert.Contains("**/*.csv", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\r\n\n")]
    public async Task An_empty_file_among_others_is_left_out_and_told(string nothing)
    {
        _folder.Write("0.csv", nothing);
        _folder.Write("1.csv", "a\n1\n");
        _folder.Write("2.csv", nothing);
        _folder.Write("3.csv", "a\n3\n");
        var plan = await Plan(".");
        Assert.Equal([1L, 3L], Loading.Load(plan)["a"]);
        Assert.Equal("2 empty files are left out: 0.csv, …", Assert.Single(plan.Notes.Items).ToString());
        File.Delete(At("2.csv"));
        Assert.Equal("1 empty file is left out: 0.csv", Assert.Single((await Plan(".")).Notes.Items).ToString());
    }

    [Theory]
    [InlineData("0.parquet")]
    [InlineData("0.arrow")]
    [InlineData("0.feather")]
    [InlineData("0.jsonl")]
    [InlineData("0.csv.gz")]
    public async Task An_empty_file_of_any_format_is_left_out_and_told(string name)
    {
        _folder.Write(name, "");
        _folder.Write("1.csv", "a\n1\n");
        foreach (string path in (string[])[".", "*"])
        {
            var plan = await Plan(path);
            Assert.Equal([1L], Loading.Load(plan)["a"]);
            Assert.Equal($"1 empty file is left out: {name}", Assert.Single(plan.Notes.Items).ToString());
        }
        Assert.Equal([1L], Loading.Load(await Plan(name, "1.csv"))["a"]);
        Assert.Matches($"{name} is empty; expected (a table in (Parquet|Arrow)|a header and rows|objects, one on each line; JSON has no place for the columns of no rows)\\.$", (await Fails(name)).Message);
    }

    [Fact]
    public async Task What_is_no_file_among_files_is_left_out_and_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes among files.");
        using (var made = Process.Start("mkfifo", [At("p.csv")]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(At("broken.parquet"), "gone.parquet");
        File.CreateSymbolicLink(At("loop.jsonl"), At("loop.jsonl"));
        string message = (await Fails(".")).Message;
        Assert.EndsWith("broken.parquet is a link to gone.parquet, which does not exist; mend the link, or name the file itself.", message);
        _folder.Write("0.csv", "");
        _folder.Write("1.csv", "a\n1\n");
        foreach (string path in (string[])[".", "*", "**/*"])
        {
            var plan = await Plan(path);
            Assert.Equal([1L], Loading.Load(plan)["a"]);
            Assert.Equal(
                "4 files are left out: broken.parquet is a link to gone.parquet, which does not exist, loop.jsonl is a link that leads in a circle, p.csv is a pipe, …",
                Assert.Single(plan.Notes.Items).ToString());
        }
        Assert.Contains("p.csv is a pipe", (await Fails("p.csv", "1.csv")).Message);
    }

    [Fact]
    public async Task Only_empty_files_are_an_error()
    {
        _folder.Write("0.csv", "");
        Assert.Contains("0.csv is empty", (await Fails(".")).Message);
        _folder.Write("1.csv", "\n");
        Assert.Contains("all 2 files are empty", (await Fails(".")).Message);
    }

    [Fact]
    public async Task A_pipe_or_a_device_is_refused_with_what_to_do()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes among files.");
        using (var made = Process.Start("mkfifo", [At("pipe.csv")]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Matches("pipe.csv is a pipe, .*write it into a file first", (await Fails("pipe.csv")).Message);
        File.CreateSymbolicLink(At("link.csv"), At("pipe.csv"));
        Assert.Contains("link.csv is a pipe", (await Fails("link.csv")).Message);
        Assert.Contains("is a device", (await Fails("/dev/null")).Message);
    }

    [Fact]
    public async Task Links_lead_to_files_or_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows not everybody may make links.");
        string file = _folder.Write("real/t.csv", "a\n1\n2\n");
        File.CreateSymbolicLink(At("link.csv"), file);
        File.CreateSymbolicLink(At("second.csv"), At("link.csv"));
        Assert.Equal([1L, 2L], Loading.Load(await Plan("second.csv"))["a"]);
        File.CreateSymbolicLink(At("broken.csv"), At("gone.csv"));
        Assert.Contains("is a link to", (await Fails("broken.csv")).Message);
        File.CreateSymbolicLink(At("loop.csv"), At("loop.csv"));
        Assert.Contains("circle", (await Fails("loop.csv")).Message);
        Directory.CreateSymbolicLink(At("real/again"), At("real"));
        Assert.Equal(["t.csv"], Names(await Plan("real/**/*.csv")));
    }
}
