using System.Diagnostics;
using System.Text.Json;

namespace Grid.Cli.Tests.Clusters;

/// <summary>Clusters of real processes, as the command line starts, asks, shakes and ends them.</summary>
public sealed class ClusterCommandTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Cluster => Path.Combine(_folder.Path, "cluster");

    private string Trips => Path.Combine(_folder.Path, "trips");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await CommandRun.Of("down", "--cluster", Cluster);
        foreach (var silo in OrleansClient.SilosOf(Cluster))
            Kill(silo.Process);
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_decided_is_told_once_after_a_load_and_by_schema()
    {
        string path = Path.Combine(_folder.Path, "x.csv");
        await File.WriteAllTextAsync(path, "a,b\n1,x\nn_a,y\n3,z\n", Token);
        const string Note = "note: a is text because of 'n_a' at line 3 of x.csv (--null n_a)";
        await CommandRun.Good("up", "--silos", "2", "--memory", "128MB", "--threads", "1", "--detach", "--cluster", Cluster);
        var load = await CommandRun.Good("load", "x", path, "--wait", "--cluster", Cluster);
        Assert.Single(load.Error.Split('\n'), line => line == Note);
        Assert.DoesNotContain("note", (await CommandRun.Good("missing", "x", "--cluster", Cluster)).Error);
        Assert.Contains(Note, (await CommandRun.Good("schema", "x", "--cluster", Cluster)).Out);
    }

    [Fact]
    public async Task A_cluster_goes_up_holds_a_dataset_answers_grows_shrinks_and_goes_down()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "60000", "--files", "3", "--seed", "7", Trips);
        string expected = (await CommandRun.Good("describe", Trips, "--output", "json")).Out;

        var up = await CommandRun.Good("up", "--silos", "3", "--memory", "256MB", "--threads", "1", "--detach", "--cluster", Cluster);
        await CommandRun.Good("load", "taxi", Trips, "--wait", "--cluster", Cluster);
        Assert.Equal(expected, await DescribeAsync());

        var status = await StatusAsync();
        string dashboard = status.GetProperty("dashboard").GetString()!;
        Assert.Matches("^http://127.0.0.1:[0-9]+/[A-Za-z0-9_-]{22}/dashboard/$", dashboard);
        Assert.Contains($"dashboard: {dashboard}", up.Out.Split(Environment.NewLine));
        Assert.Contains($"dashboard: {dashboard}", (await CommandRun.Good("status", "--cluster", Cluster)).Out.Split(Environment.NewLine));
        Assert.Equal(3, status.GetProperty("silos").GetArrayLength());
        foreach (var silo in status.GetProperty("silos").EnumerateArray())
        {
            Assert.Equal("active", silo.GetProperty("state").GetString());
            Assert.NotEqual("", silo.GetProperty("address").GetString());
            Assert.True(silo.GetProperty("pid").GetInt32() > 0 && silo.GetProperty("id").GetString()!.Length > 0);
            // All that takes connections, and nobody's but the owner's.
            var listeners = silo.GetProperty("listeners").EnumerateArray().Select(l => (
                For: l.GetProperty("for").GetString(), Address: l.GetProperty("address").GetString()!, Tls: l.GetProperty("tls").GetBoolean(), By: l.GetProperty("opened_by").GetString())).ToArray();
            Assert.Equal([("silos", false, "owner"), ("clients", false, "owner"), ("dashboard", false, "token"), ("flight", false, "token")], listeners.Select(l => (l.For, l.Tls, l.By)));
            Assert.All(listeners[..2], l => Assert.True(File.Exists(l.Address), l.Address));
            Assert.All(listeners[2..], l => Assert.Matches("^127.0.0.1:[0-9]+$", l.Address));
            Assert.Equal(silo.GetProperty("address").GetString(), listeners[0].Address);
        }
        string text = (await CommandRun.Good("status", "--cluster", Cluster)).Out;
        Assert.Matches(@"(?m)^listener +of +for +tls +opened by *$", text);
        Assert.Equal(3, text.Split('\n').Count(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^127\.0\.0\.1:[0-9]+ .* dashboard +no +token\s*$")));
        var dataset = Assert.Single(status.GetProperty("datasets").EnumerateArray());
        Assert.Equal(("taxi", 60_000), (dataset.GetProperty("name").GetString(), dataset.GetProperty("rows").GetInt32()));
        Assert.Equal(dataset.GetProperty("partitions").GetInt32(), dataset.GetProperty("ready").GetInt32());

        await CommandRun.Good("scale", "4", "--cluster", Cluster);
        Assert.Equal(4, (await StatusAsync()).GetProperty("silos").GetArrayLength());
        var draining = CommandRun.Good("scale", "2", "--cluster", Cluster);
        do
            Assert.Equal(expected, await DescribeAsync());
        while (!draining.IsCompleted);
        await draining;
        Assert.Equal(2, (await StatusAsync()).GetProperty("silos").GetArrayLength());

        // The datasets are there again after a restart.
        await CommandRun.Good("down", "--cluster", Cluster);
        Assert.Empty(OrleansClient.SilosOf(Cluster));
        await CommandRun.Good("up", "--silos", "2", "--memory", "256MB", "--threads", "1", "--detach", "--cluster", Cluster);
        Assert.Contains("taxi", (await CommandRun.Good("datasets", "--cluster", Cluster)).Out, StringComparison.Ordinal);
        Assert.Equal(expected, await DescribeAsync());
        await CommandRun.Good("drop", "taxi", "--cluster", Cluster);
        Assert.Equal(0, (await StatusAsync()).GetProperty("datasets").GetArrayLength());
    }

    [Fact]
    public async Task Answers_and_rows_become_datasets_and_are_there_again_after_the_cluster_was_down()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "5000", "--seed", "7", Trips);
        await CommandRun.Good("up", "--silos", "2", "--memory", "128MB", "--threads", "1", "--detach", "--cluster", Cluster);
        await CommandRun.Good("load", "taxi", Trips, "--wait", "--cluster", Cluster);
        string[] group = ["groupby", "taxi", "--by", "VendorID,payment_type", "--agg", "sum(fare_amount)", "--cluster", Cluster];
        string expected = (await CommandRun.Good([.. group, "--output", "csv"])).Out;
        Assert.Matches("^[0-9]+ rows, .* in dataset 'sums & 1'", (await CommandRun.Good([.. group, "--into", "sums & 1"])).Out);
        // What was a figure is a value of the data there, whose fraction is written also where it is none.
        Assert.Equal(expected, (await CommandRun.Good("head", "sums & 1", "--rows", "100", "--output", "csv", "--cluster", Cluster)).Out.Replace(".0\n", "\n", StringComparison.Ordinal));
        Assert.Contains("there is a dataset 'sums & 1' already", (await CommandRun.Of([.. group, "--into", "sums & 1"])).Error, StringComparison.Ordinal);
        await CommandRun.Good("save", "taxi", "--into", "long", "--order", "trip_distance desc", "--columns", "trip_distance", "--where", "trip_distance > 2", "--cluster", Cluster);
        string[] head = ["head", "taxi", "--order", "trip_distance desc", "--where", "trip_distance > 2", "--columns", "trip_distance", "--rows", "10000", "--output", "csv", "--cluster", Cluster];
        string rows = (await CommandRun.Good(head)).Out;
        Assert.Equal(rows, (await CommandRun.Good("head", "long", "--rows", "10000", "--output", "csv", "--cluster", Cluster)).Out);
        Assert.Contains("--into sums.csv: what holds one of / \\ * ? . is a path to --join, and no dataset's name; call it sums", (await CommandRun.Of([.. group, "--into", "sums.csv"])).Error, StringComparison.Ordinal);
        Assert.Contains("--overwrite is of a file", (await CommandRun.Of("save", "taxi", "--into", "more", "--overwrite", "--cluster", Cluster)).Error, StringComparison.Ordinal);

        await CommandRun.Good("down", "--cluster", Cluster);
        await CommandRun.Good("up", "--silos", "2", "--memory", "128MB", "--threads", "1", "--detach", "--cluster", Cluster);
        Assert.Equal(rows, (await CommandRun.Good("head", "long", "--rows", "10000", "--output", "csv", "--cluster", Cluster)).Out);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Cluster, "tables")).Length);
        await CommandRun.Good("drop", "long", "--cluster", Cluster);
        await CommandRun.Good("drop", "sums & 1", "--cluster", Cluster);
        Assert.Empty(Directory.GetFiles(Path.Combine(Cluster, "tables")));
    }

    [Fact]
    public async Task A_search_is_spread_over_the_silos_and_goes_on_after_the_cluster_was_down()
    {
        string digits = Path.Combine(_folder.Path, "digits.csv");
        await CommandRun.Good("sample", "digits", digits);
        string[] search = ["--target", "target", "--task", "classify", "--grid", "max_depth=3,none; max_features=2,8; criterion=gini,entropy", "--trees", "10", "--folds", "4", "--output", "json"];
        var expected = Scores((await CommandRun.Good(["tune", digits, .. search])).Out);
        await CommandRun.Good("up", "--silos", "3", "--memory", "256MB", "--threads", "1", "--detach", "--cluster", Cluster);
        await CommandRun.Good("load", "digits", digits, "--wait", "--cluster", Cluster);

        var first = await CommandRun.Good(["tune", "digits", .. search, "--study", "depths", "--timings", "--cluster", Cluster]);
        Assert.Equal(expected, Scores(first.Out));
        var study = Assert.Single((await StatusAsync()).GetProperty("studies").EnumerateArray());
        Assert.Equal(("depths", "done", 16, 16), (study.GetProperty("name").GetString(), study.GetProperty("state").GetString(), study.GetProperty("trials").GetInt32(), study.GetProperty("done").GetInt32()));

        await CommandRun.Good("down", "--cluster", Cluster);
        await CommandRun.Good("up", "--silos", "2", "--memory", "256MB", "--threads", "1", "--detach", "--cluster", Cluster);
        var again = await CommandRun.Good(["tune", "digits", .. search, "--study", "depths", "--timings", "--cluster", Cluster]);
        Assert.Equal(expected, Scores(again.Out));
        var timings = JsonSerializer.Deserialize<JsonElement>(again.Error);
        Assert.Equal((0, 16), (timings.GetProperty("trials_trained").GetInt32(), timings.GetProperty("trials_resumed").GetInt32()));
        Assert.Equal((2, 2 * timings.GetProperty("search_s").GetDouble()), (timings.GetProperty("silos").GetInt32(), timings.GetProperty("task_s").GetDouble()));
    }

    [Fact]
    public async Task What_would_not_fit_fewer_silos_is_not_drained()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "60000", "--files", "4", "--seed", "7", Trips);
        long held = JsonSerializer.Deserialize<JsonElement>((await CommandRun.Good("missing", Trips, "--timings")).Error).GetProperty("bytes_held").GetInt64();
        await CommandRun.Good("up", "--silos", "2", "--memory", $"{held * 9 / 10}B", "--threads", "1", "--detach", "--cluster", Cluster);
        await CommandRun.Good("load", "taxi", Trips, "--wait", "--cluster", Cluster);
        await WaitAsync(async () => (await StatusAsync()).GetProperty("silos").EnumerateArray().Sum(s => s.GetProperty("bytes").GetInt64()) == held);

        await Bad("does not fit 1 silo of", "scale", "1", "--cluster", Cluster);

        Assert.Equal(2, (await StatusAsync()).GetProperty("silos").GetArrayLength());
    }

    [Fact]
    public async Task Silos_that_are_killed_and_silos_that_hang_cost_no_answer()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        await CommandRun.Good("sample", "taxi", "--rows", "60000", "--files", "4", "--seed", "7", Trips);
        string expected = (await CommandRun.Good("describe", Trips, "--output", "json")).Out;
        await CommandRun.Good("up", "--silos", "3", "--memory", "256MB", "--threads", "1", "--detach", "--cluster", Cluster);
        await CommandRun.Good("load", "taxi", Trips, "--cluster", Cluster);
        var random = new Random(20171);
        foreach (string signal in new[] { "KILL", "STOP", "TERM" })
        {
            var silos = OrleansClient.SilosOf(Cluster);
            int process = silos[random.Next(silos.Count)].Process;
            var asked = DescribeAsync();
            await Task.Delay(random.Next(150), Token);

            Signal(process, signal);

            Assert.Equal(expected, await asked);
            if (signal == "STOP")
                Signal(process, "CONT");
            Assert.Equal(expected, await DescribeAsync());
            if (signal != "STOP")
                await CommandRun.Good("scale", "3", "--cluster", Cluster);
        }
    }

    [Fact]
    public async Task Wrong_use_is_told_in_one_line()
    {
        await Bad("there is no cluster in", "describe", "taxi", "--cluster", Cluster);
        await Bad("there is no cluster in", "status", "--cluster", Cluster);
        await Bad("expected a size, such as 512MB or 2GB", "up", "--memory", "much", "--cluster", Cluster);
        await Bad("expected a whole number from 1 to 256", "scale", "0", "--cluster", Cluster);
        await Bad("expected a whole number from 1 to 256", "scale", "x", "--cluster", Cluster);
        await Bad("expected a whole number from 1 to 256", "scale", "99999999999", "--cluster", Cluster);
        string file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Token);
        await Bad("cannot be written", "up", "--detach", "--cluster", Path.Combine(file, "cluster"));

        await CommandRun.Good("up", "--silos", "1", "--memory", "64MB", "--threads", "1", "--detach", "--cluster", Cluster);
        await Bad("is running already", "up", "--detach", "--cluster", Cluster);
        await Bad("there is no dataset 'taxi' in the cluster; it has none. Load it", "describe", "taxi", "--cluster", Cluster);
        await Bad("expected the name of one dataset, not 2", "describe", "a", "b", "--cluster", Cluster);
        await Bad("no.csv", "load", "taxi", Path.Combine(_folder.Path, "no.csv"), "--cluster", Cluster);
        await CommandRun.Good("sample", "taxi", "--rows", "1000", "--seed", "7", Trips);
        await CommandRun.Good("load", "taxi", Trips, "--wait", "--cluster", Cluster);
        await Bad("already; 'grid drop taxi' frees it, or give this one another name", "load", "taxi", Trips, "--cluster", Cluster);
        Assert.Equal(1000, (await StatusAsync()).GetProperty("datasets")[0].GetProperty("rows").GetInt32());
    }

    private static string Scores(string json) => string.Join(
        '\n', JsonSerializer.Deserialize<JsonElement>(json).GetProperty("candidates").EnumerateArray().Select(r => $"{r.GetProperty("params")} {r.GetProperty("split_test_scores")}"));

    private static async Task WaitAsync(Func<Task<bool>> isSo)
    {
        for (int i = 0; !await isSo(); i++)
        {
            Assert.True(i < 100, "it does not come to be so");
            await Task.Delay(100, Token);
        }
    }

    private async Task<string> DescribeAsync() => (await CommandRun.Good("describe", "taxi", "--output", "json", "--cluster", Cluster)).Out;

    private async Task<JsonElement> StatusAsync() => JsonSerializer.Deserialize<JsonElement>((await CommandRun.Good("status", "--output", "json", "--cluster", Cluster)).Out);

    private static async Task Bad(string message, params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Contains(message, run.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
    }

    private static void Kill(int process)
    {
        try
        {
            Process.GetProcessById(process).Kill();
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }
}
