namespace Grid.Cli.Tests;

public sealed class SaveCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackBucket _bucket = ProcessStore.Make();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_table_is_saved_and_answers_as_before()
    {
        string trips = await TripsAsync();
        string expected = (await CommandRun.Good("describe", trips, "--output", "json")).Out;
        var run = await CommandRun.Good("save", trips, _folder["all.csv"]);
        Assert.StartsWith("3,000 rows, ", run.Out, StringComparison.Ordinal);
        Assert.EndsWith($", in {_folder["all.csv"]}\n", run.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(expected, (await CommandRun.Good("describe", _folder["all.csv"], "--output", "json")).Out);
        await CommandRun.Good("save", trips, _folder["parts/"], "--format", "csv");
        Assert.Equal(expected, (await CommandRun.Good("describe", _folder["parts"], "--output", "json")).Out);
        await CommandRun.Good("save", trips, _bucket["out/all.csv"]);
        Assert.Equal(expected, (await CommandRun.Good("describe", _bucket["out/all.csv"], "--output", "json")).Out);
    }

    // Texts that the options take for comments or for null are in quotes, by every way in which CSV is written.
    [Theory]
    [InlineData("\"#a\",b\nx,1\n\"#y\",2\n", "\"#a\",b\nx,1\n\"#y\",2\n", "#")]
    [InlineData("a,b\nx,1\n\"#y\",2\n", "a,b\nx,1\n\"#y\",2\n", "#")]
    [InlineData("a,b\nx,1\n\";y\",2\n", "a,b\nx,1\n\";y\",2\n", ";")]
    [InlineData("s,n\n\"zz\",1\nzz,2\nz,3\n", "s,n\n\"zz\",1\n,2\nz,3\n", "zz")]
    public async Task Csv_is_read_back_by_the_options_that_it_was_read_by(string text, string read, string word)
    {
        string[] by = word == "zz" ? ["--null", word] : ["--comment", word];
        string table = _folder.File("q.csv", text);
        await CommandRun.Good(["save", table, _folder["q2.csv"], .. by]);
        Assert.Equal(read, File.ReadAllText(_folder["q2.csv"]));
        string answer = (await CommandRun.Good(["head", table, "--output", "csv", .. by])).Out.ReplaceLineEndings("\n");
        Assert.Equal(read, answer);
        await CommandRun.Good(["head", table, "--save", _folder["q3.csv"], .. by]);
        Assert.Equal(read, File.ReadAllText(_folder["q3.csv"]));
        await CommandRun.Good(["split", table, "--test", "1", "--train-out", _folder["train.csv"], "--test-out", _folder["test.csv"], .. by]);
        string parts = File.ReadAllText(_folder["train.csv"]) + File.ReadAllText(_folder["test.csv"]);
        Assert.All(read.Split('\n'), line => Assert.Contains(line, parts, StringComparison.Ordinal));
        string expected = (await CommandRun.Good(["missing", table, "--output", "csv", .. by])).Out;
        Assert.Equal(expected, (await CommandRun.Good(["missing", _folder["q2.csv"], "--output", "csv", .. by])).Out);
    }

    [Theory]
    [InlineData("t.parquet", "PAR1")]
    [InlineData("t.arrow", "ARROW1")]
    [InlineData("t.csv.gz", "\u001f\u008b")]
    [InlineData("t.csv.zst", "(µ/ý")]
    [InlineData("t.jsonl", "{\"a\":1,")]
    public async Task The_extension_says_the_format(string name, string magic)
    {
        await CommandRun.Good("save", Small(), _folder[name]);
        Assert.Equal(magic, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(_folder[name])[..magic.Length]));
    }

    [Fact]
    public async Task Rows_and_columns_are_those_that_were_asked_for()
    {
        var run = await CommandRun.Good("save", Small(), "-", "--format", "csv", "--where", "a > 1", "--with", "c=a*10", "--columns", "c,b,a+1");
        Assert.Equal("c,b,a+1\n20,,3\n30,z,4\n", System.Text.Encoding.UTF8.GetString(run.Bytes));
        Assert.Equal("", run.Out);
        Assert.Contains("2 rows, 21 B, in the output", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_sorted_by_columns_that_need_not_be_written()
    {
        string trips = await TripsAsync();
        string shown = (await CommandRun.Good("head", trips, "--order", "trip_distance desc, fare_amount", "--rows", "5000", "--columns", "fare_amount,VendorID", "--output", "csv")).Out;
        await CommandRun.Good("save", trips, _folder["sorted.csv"], "--order", "trip_distance desc, fare_amount", "--columns", "fare_amount,VendorID");
        Assert.Equal(shown, (await CommandRun.Good("head", _folder["sorted.csv"], "--rows", "5000", "--output", "csv")).Out);
        await Bad("unknown column 'x'", trips, _folder["a.csv"], "--order", "x desc");
        await Bad("--order: 'a' is there twice", Small(), _folder["a.csv"], "--order", "a,a");
    }

    [Fact]
    public async Task What_cannot_be_saved_is_told_in_a_line_and_leaves_nothing()
    {
        string small = Small();
        File.WriteAllText(_folder["there.csv"], "old");
        await Bad("its extension says no format", small, _folder["a.xlsx"]);
        await Bad("expected what is read and, last, the file that is written", small);
        await Bad("a file stands here already; name another place, or say --overwrite", small, _folder["there.csv"]);
        await Bad("this is read from, as", small, small, "--overwrite");
        await Bad("there is no folder", small, _folder["none/a.csv"]);
        await Bad("--compression brotli: expected none or snappy or gzip or zstd or lz4", small, _folder["a.csv"], "--compression", "brotli");
        await Bad("csv is not compressed by lz4", small, _folder["a.csv"], "--compression", "lz4");
        await Bad("unknown column 'x'", small, _folder["a.csv"], "--columns", "x");
        await Bad("there is no bucket 'no-such-bucket'", small, "s3://no-such-bucket/a.csv");
        Assert.Equal("old", File.ReadAllText(_folder["there.csv"]));
        Assert.Equal([_folder["small.csv"], _folder["there.csv"]], Directory.GetFileSystemEntries(_folder.Path).Order());
        await CommandRun.Good("save", small, _folder["there.csv"], "--overwrite");
        Assert.Equal(File.ReadAllText(small), File.ReadAllText(_folder["there.csv"]));
    }

    private string Small()
    {
        File.WriteAllText(_folder["small.csv"], "a,b\n1,x\n2,\n3,z\n");
        return _folder["small.csv"];
    }

    private async Task<string> TripsAsync()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "3000", "--files", "3", "--seed", "7", "--missing", "0.01", _folder["trips"]);
        return _folder["trips"];
    }

    private static async Task Bad(string said, params string[] arguments)
    {
        var run = await CommandRun.Of(["save", .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(said, run.ErrorLine, StringComparison.Ordinal);
    }
}
