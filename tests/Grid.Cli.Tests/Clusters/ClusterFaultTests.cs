using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Grid.Cli.Tests.Clusters;

/// <summary>What a cluster says of itself when silos were lost, and what it refuses.</summary>
public sealed class ClusterFaultTests : IAsyncDisposable
{
    private const string Nobody = "65534";

    private readonly TemporaryFolder _folder = new();

    private string Cluster => Path.Combine(_folder.Path, "cluster");

    private string Trips => Path.Combine(_folder.Path, "trips");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await CommandRun.Of("down", "--cluster", Cluster);
        _folder.Dispose();
    }

    [Fact]
    public async Task Status_tells_what_no_silo_holds_after_a_restart_and_what_they_hold_once_it_was_asked()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "6000", "--files", "3", "--seed", "7", Trips);
        await UpAsync(2);
        await CommandRun.Good("load", "taxi", Trips, "--wait", "--cluster", Cluster);
        var loaded = Dataset(await StatusAsync());
        Assert.Equal((3, loaded.GetProperty("bytes_when_loaded").GetInt64()), (loaded.GetProperty("held").GetInt32(), loaded.GetProperty("bytes").GetInt64()));
        Assert.Equal(3, loaded.GetProperty("held_by").EnumerateArray().Sum(part => part.GetProperty("partitions").GetInt32()));
        Assert.DoesNotContain("not in memory", (await CommandRun.Good("status", "--cluster", Cluster)).Out, StringComparison.Ordinal);

        await CommandRun.Good("down", "--cluster", Cluster);
        await UpAsync(2);

        var restarted = Dataset(await StatusAsync());
        Assert.Equal((0, 0, 6000), (restarted.GetProperty("held").GetInt32(), restarted.GetProperty("bytes").GetInt32(), restarted.GetProperty("rows").GetInt32()));
        Assert.Contains("ready, not in memory: 3 of 3 partitions", (await CommandRun.Good("status", "--cluster", Cluster)).Out, StringComparison.Ordinal);
        Assert.Contains("ready, not in memory: 3 of 3 partitions", (await CommandRun.Good("datasets", "--cluster", Cluster)).Out, StringComparison.Ordinal);
        await CommandRun.Good("describe", "taxi", "--cluster", Cluster);
        Assert.Equal(3, Dataset(await StatusAsync()).GetProperty("held").GetInt32());
    }

    [Fact]
    public async Task The_best_score_of_a_study_is_the_same_after_all_silos_were_gone()
    {
        string digits = Path.Combine(_folder.Path, "digits.csv");
        await CommandRun.Good("sample", "digits", digits);
        await UpAsync(1);
        await CommandRun.Good("load", "digits", digits, "--wait", "--cluster", Cluster);
        await CommandRun.Good(
            "tune", "digits", "--target", "target", "--task", "classify", "--grid", "max_depth=3,5; criterion=gini,entropy", "--trees", "4", "--folds", "3",
            "--study", "depths", "--cluster", Cluster);
        string Best(JsonElement status) => Assert.Single(status.GetProperty("studies").EnumerateArray()).GetProperty("best_score").GetRawText();
        string best = Best(await StatusAsync());

        await CommandRun.Good("down", "--cluster", Cluster);
        await UpAsync(1);

        Assert.NotEqual("null", best);
        Assert.Equal(best, Best(await StatusAsync()));
    }

    // One of the two keeps the list of silos, and is lost with it.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_silo_that_is_killed_is_shown_as_lost_at_once_and_counts_no_more(int which)
    {
        await UpAsync(2);
        var killed = OrleansClient.SilosOf(Cluster)[which];

        Kill(killed.Process);

        for (int i = 0; i < 2; i++)
        {
            var status = await StatusAsync();
            Assert.DoesNotContain(status.GetProperty("silos").EnumerateArray(), s => s.GetProperty("id").GetString() == killed.Name);
            var lost = Assert.Single(status.GetProperty("lost").EnumerateArray());
            Assert.Equal((killed.Name, killed.Address), (lost.GetProperty("id").GetString(), lost.GetProperty("address").GetString()));
            Assert.InRange(lost.GetProperty("at").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
            // Before the other silo has given it up, and after.
            await Task.Delay(TimeSpan.FromSeconds(5), Token);
        }
        Assert.Matches($"{killed.Name} .* lost [0-9]+ s ago", (await CommandRun.Good("status", "--cluster", Cluster)).Out);
    }

    [Fact]
    public async Task A_silo_that_is_asked_to_end_has_left_and_is_not_lost()
    {
        await UpAsync(2);
        var asked = OrleansClient.SilosOf(Cluster)[1];
        using var process = System.Diagnostics.Process.GetProcessById(asked.Process);

        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{asked.Process}"]);
        await process.WaitForExitAsync(Token);

        for (int i = 0; i < 2; i++)
        {
            var status = await StatusAsync();
            Assert.Single(status.GetProperty("silos").EnumerateArray());
            Assert.Empty(status.GetProperty("lost").EnumerateArray());
            await Task.Delay(TimeSpan.FromSeconds(4), Token);
        }
    }

    [Fact]
    public async Task A_question_right_after_the_only_silo_was_killed_ends_with_2_and_says_what_to_do()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "2000", "--seed", "7", Trips);
        await UpAsync(1);
        await CommandRun.Good("load", "taxi", Trips, "--wait", "--cluster", Cluster);

        Kill(Assert.Single(OrleansClient.SilosOf(Cluster)).Process);
        foreach (string command in new[] { "describe", "missing" })
        {
            var run = await CommandRun.Of(command, "taxi", "--cluster", Cluster);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("'grid up", run.ErrorLine, StringComparison.Ordinal);
        }
        Assert.Contains("'grid up", (await CommandRun.Of("status", "--cluster", Cluster)).ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_under_way_when_the_only_silo_is_killed_ends_with_2_and_says_what_to_do()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "2000", "--seed", "7", Trips);
        await UpAsync(1);
        await CommandRun.Good("load", "taxi", Trips, "--wait", "--cluster", Cluster);
        await using var grid = await Grid.Client.GridClient.ConnectAsync(Cluster, Token);
        var frame = await grid.OpenDatasetAsync("taxi", Token);

        var silo = Assert.Single(OrleansClient.SilosOf(Cluster));
        Kill(silo.Process);

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => frame.DescribeAsync(cancellation: Token));
        string lost = $"is running, as silo '{silo.Name}' (process {silo.Process}) ended without leaving";
        Assert.Contains(lost, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(": start some with 'grid up", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(lost, (await CommandRun.Of("status", "--cluster", Cluster)).ErrorLine, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, ExitCode.Of(refusal));
    }

    [Fact]
    public async Task Of_two_that_start_a_cluster_at_once_one_is_refused_in_a_line()
    {
        string[] up = ["up", "--silos", "1", "--memory", "64MB", "--threads", "1", "--detach", "--cluster", Cluster];

        var both = await Task.WhenAll(Task.Run(() => CommandRun.Of(up), Token), Task.Run(() => CommandRun.Of(up), Token));

        Assert.Equal([0, 2], both.Select(run => run.ExitCode).Order());
        Assert.Matches("another 'grid up' or 'grid scale' is starting|is running already", both.Single(run => run.ExitCode == 2).ErrorLine);
        Assert.Single(OrleansClient.SilosOf(Cluster));
    }

    [Fact]
    public async Task Another_users_cluster_is_refused_in_a_line_and_cannot_be_called()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "a second user is root's to take on, by setpriv");
        string program = Path.Combine(AppContext.BaseDirectory, "grid");
        Assert.SkipUnless(File.Exists(program) && (await AsNobodyAsync("/usr/bin/test", "-x", program)).Code == 0, "another user may not run the command where it lies here");
        await UpAsync(1);
        var silo = Assert.Single(OrleansClient.SilosOf(Cluster));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        foreach (string[] command in new[] { new[] { "status" }, ["describe", "taxi"], ["up", "--detach"], ["scale", "2"] })
        {
            var (code, error) = await AsNobodyAsync(program, [.. command, "--cluster", Cluster]);
            Assert.True(code == 2, $"{string.Join(' ', command)}: {error}");
            Assert.Contains($"the cluster's folder {Cluster}", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }
        Assert.NotEqual(0, (await AsNobodyAsync("/usr/bin/test", "-e", silo.Address)).Code);
        Assert.True(File.Exists(silo.Address));
        // Its ports are the dashboard's and the one of Arrow Flight, which are shut to whoever does not know what the folder alone tells.
        var dashboard = new Uri(silo.Dashboard!);
        Assert.Equal(new[] { dashboard, new Uri(silo.Flight!) }.Select(door => $"0100007F:{door.Port:X4}").Order(), PortsOf(silo.Process).Order());
        using var http = new HttpClient();
        using var guess = await http.GetAsync(new Uri(dashboard, "/dashboard/"), Token);
        Assert.Equal(HttpStatusCode.Forbidden, guess.StatusCode);
    }

    private Task<CommandRun> UpAsync(int silos) =>
        CommandRun.Good("up", "--silos", $"{silos}", "--memory", "256MB", "--threads", "1", "--detach", "--cluster", Cluster);

    private async Task<JsonElement> StatusAsync() => JsonSerializer.Deserialize<JsonElement>((await CommandRun.Good("status", "--output", "json", "--cluster", Cluster)).Out);

    private static JsonElement Dataset(JsonElement status) => Assert.Single(status.GetProperty("datasets").EnumerateArray());

    private static void Kill(int process)
    {
        using var silo = Process.GetProcessById(process);
        silo.Kill();
        silo.WaitForExit();
    }

    private static async Task<(int Code, string Error)> AsNobodyAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/setpriv", ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", program, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["HOME"] = "/tmp", ["DOTNET_CLI_HOME"] = "/tmp" },
        })!;
        _ = process.StandardOutput.ReadToEndAsync(Token);
        string error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, error);
    }

    // The inodes of the sockets that listen for TCP, and of those that a process has open.
    // In the kernel's words: the address' bytes from the last to the first, and the port.
    private static IEnumerable<string> PortsOf(int process)
    {
        var own = Directory.GetFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget ?? "").Where(t => t.StartsWith("socket:[", StringComparison.Ordinal)).Select(t => t[8..^1]).ToHashSet();
        return new[] { "tcp", "tcp6" }.SelectMany(kind => File.ReadLines($"/proc/{process}/net/{kind}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields[3] == "0A" && own.Contains(fields[9])).Select(fields => fields[1]);
    }
}
