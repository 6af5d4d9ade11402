
namespace Grid.Cli.Tests;

/// <summary>Commands whose paths are of a bucket, in this process and in a cluster's.</summary>
public sealed class BucketCommandTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackBucket _bucket = ProcessStore.Make();

    public async ValueTask DisposeAsync()
    {
        await CommandRun.Of("down", "--cluster", _folder["cluster"]);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("describe")]
    [InlineData("describe", "--output", "json")]
    [InlineData("groupby", "--by", "VendorID", "--agg", "sum(trip_distance)", "--output", "csv")]
    public async Task A_question_is_answered_as_over_the_files(params string[] question)
    {
        string trips = await TripsAsync();
        var expected = await CommandRun.Good([question[0], trips, .. question[1..]]);
        foreach (string path in new[] { _bucket["trips"], _bucket["trips/*.csv"] })
            Assert.Equal(expected.Out, (await CommandRun.Good([question[0], path, .. question[1..]])).Out);
    }

    [Fact]
    public async Task A_cluster_loads_from_a_bucket()
    {
        string trips = await TripsAsync();
        string expected = (await CommandRun.Good("describe", trips, "--output", "json")).Out;
        await CommandRun.Good("up", "--silos", "2", "--memory", "256MB", "--threads", "1", "--detach", "--cluster", _folder["cluster"]);
        await CommandRun.Good("load", "taxi", _bucket["trips/*.csv"], "--wait", "--cluster", _folder["cluster"]);
        Assert.Equal(expected, (await CommandRun.Good("describe", "taxi", "--output", "json", "--cluster", _folder["cluster"])).Out);
        await Bad("does not exist", "load", "none", _bucket["none.csv"], "--cluster", _folder["cluster"]);
    }

    [Fact]
    public async Task What_is_not_there_is_told_in_a_line()
    {
        await Bad(_bucket["none.csv"] + " does not exist; check the path", "describe", _bucket["none.csv"]);
        await Bad("there is no bucket 'no-such-bucket'", "describe", "s3://no-such-bucket/a.csv");
    }

    private async Task<string> TripsAsync()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "3000", "--files", "3", "--seed", "7", _folder["trips"]);
        _bucket.PutAll(_folder.Path);
        return _folder["trips"];
    }

    private static async Task Bad(string said, params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(said, run.ErrorLine, StringComparison.Ordinal);
    }
}
