namespace Grid.Cli.Tests.Commands;

/// <summary>Tables that are larger than the memory that a command is given.</summary>
public sealed class MemoryOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("describe")]
    [InlineData("corr")]
    [InlineData("nunique")]
    [InlineData("groupby --by payment_type --agg median(fare_amount),std(tip_amount),nunique(PULocationID)")]
    [InlineData("head --by payment_type --rows 2")]
    public async Task The_answer_is_that_of_a_table_in_memory_and_a_note_says_why(string question)
    {
        string[] asked = [.. question.Split(' ').Take(1), await TripsAsync(), .. question.Split(' ').Skip(1), "--output", "json"];
        string expected = (await CommandRun.Good(asked)).Out;

        var run = await CommandRun.Good([.. asked, "--memory", "700kB", "--cache", _folder["cache"]]);

        Assert.Equal(expected, run.Out);
        Assert.Matches(@"note: the table needs [\d.]+ MB of memory, and has 700 kB: partitions are read as they are asked for, and cached in .*cache \(--memory [\d.]+MB has all of it in memory; --in-memory refuses what does not fit\)", run.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["cache"]));
        var uncached = await CommandRun.Good([.. asked, "--memory", "700kB", "--no-cache"]);
        Assert.Equal(expected, uncached.Out);
        Assert.Contains("partitions are read as they are asked for, from the files each time", uncached.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_reads_what_is_asked_for_and_answers_the_same()
    {
        Directory.CreateDirectory(_folder["parquet"]);
        foreach (string part in Directory.GetFiles(await TripsAsync()))
            await CommandRun.Good("save", part, _folder[$"parquet/{Path.GetFileNameWithoutExtension(part)}.parquet"]);
        string[] asked = ["groupby", _folder["parquet"], "--by", "payment_type", "--agg", "median(fare_amount),sum(tip_amount),count()", "--output", "json"];
        string expected = (await CommandRun.Good(asked)).Out;

        var run = await CommandRun.Good([.. asked, "--memory", "100kB", "--cache", _folder["cache"]]);

        Assert.Equal(expected, run.Out);
        Assert.Contains("partitions are read as they are asked for", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_saved_as_they_are_from_a_table_in_memory()
    {
        string trips = await TripsAsync();
        await CommandRun.Good("save", trips, _folder["all.csv"], "--where", "fare_amount > 10", "--with", "share=tip_amount/fare_amount");

        await CommandRun.Good("save", trips, _folder["little.csv"], "--where", "fare_amount > 10", "--with", "share=tip_amount/fare_amount", "--memory", "700kB", "--cache", _folder["cache"]);

        Assert.Equal(File.ReadAllText(_folder["all.csv"]), File.ReadAllText(_folder["little.csv"]));
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_where_that_is_asked_for()
    {
        var run = await CommandRun.Of("describe", await TripsAsync(), "--memory", "700kB", "--in-memory");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("silo 'local' has 700 kB left of its budget of 700 kB", run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_where_nothing_can_be_kept_is_told_before_anything_is_read()
    {
        string file = _folder.File("file", "no folder");

        var run = await CommandRun.Of("describe", await TripsAsync(), "--cache", Path.Combine(file, "cache"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is no folder; name another place", run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-cache --cache x", "--no-cache and --cache: give one of them")]
    [InlineData("--no-cache --cache-size 1GB", "--no-cache and --cache-size: give one of them")]
    [InlineData("--memory much", "--memory much: expected a size, such as 512MB or 2GB")]
    [InlineData("--cache-size 0", "--cache-size 0: expected a size, such as 512MB or 2GB")]
    [InlineData("--memory 1GB --cluster c", "--memory, --in-memory and the cache of a cluster are said when it starts ('grid up') and when a dataset is loaded ('grid load')")]
    public async Task Wrong_use_is_told_in_a_line(string options, string expected)
    {
        var run = await CommandRun.Of(["describe", "trips", .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.ErrorLine, StringComparison.Ordinal);
    }

    private async Task<string> TripsAsync()
    {
        if (!Directory.Exists(_folder["trips"]))
            await CommandRun.Good("sample", "taxi", "--rows", "40000", "--files", "4", "--seed", "3", "--missing", "0.01", _folder["trips"]);
        return _folder["trips"];
    }
}
