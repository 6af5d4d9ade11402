using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Grid.Chaos.Tests.Silo;

/// <summary>The silo's process by itself: how it starts, tells of itself, and ends.</summary>
public sealed class SiloTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_that_is_asked_to_end_hands_over_leaves_and_exits_with_0()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        string trips = Trips.Write(cluster.Folder, "trips.csv", 20_000, seed: 1);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        await using var grid = await cluster.ConnectAsync();
        var frame = await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token);
        await frame.PersistAsync(cancellation: Token);
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token));
        var leaving = cluster.All[0]; // the eldest, which leads

        var clock = Stopwatch.StartNew();
        leaving.Terminate();
        int asked = 0;
        for (; leaving.IsRunning; asked++)
            Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
        await leaving.EndedAsync();

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(25), $"its end took {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.True(asked > 0);
        Assert.Equal(0, leaving.ExitCode);
        Assert.Single(leaving.Logged(200));
        Assert.Single(leaving.Logged(201));
        Assert.Equal(cluster.All[1].Id, Assert.Single(cluster.Leases).Process);
        Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
        TestContext.Current.TestOutputHelper?.WriteLine($"ended {clock.Elapsed.TotalSeconds:0.00} s after SIGTERM, over {asked} questions");
    }

    [Fact]
    public async Task A_silo_that_nobody_is_left_to_take_over_from_ends_at_once_with_0()
    {
        await using var cluster = await TestCluster.StartAsync(1);

        var clock = Stopwatch.StartNew();
        cluster.All[0].Terminate();
        await cluster.All[0].EndedAsync();

        Assert.Equal(0, cluster.All[0].ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
        Assert.Empty(cluster.Leases);
    }

    [Fact]
    public async Task Health_says_that_it_lives_and_whether_it_takes_work()
    {
        await using var cluster = await TestCluster.StartAsync(0);
        int port = FreePort();
        var silo = cluster.Add("--health-port", $"{port}");
        await cluster.ReadyAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", Token)).StatusCode);
        // Its folder knows of it while it still tells the others.
        await ReadyAsync(http);
        Assert.Equal("ok", await http.GetStringAsync("/health/ready", Token));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/", Token)).StatusCode);

        // A silo that hangs for longer than others wait for it takes no work until it has joined anew, but it lives.
        silo.Suspend();
        await TestCluster.UntilAsync(() => cluster.Leases.Count == 0, "it is no longer told of");
        silo.Resume();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", Token)).StatusCode);
        await TestCluster.UntilAsync(() => cluster.Leases.Any(l => l.Process == silo.Id), "the process joins anew");
        await ReadyAsync(http);
        Assert.NotEqual(silo.Name, Assert.Single(cluster.Leases).Name);
    }

    private static async Task ReadyAsync(HttpClient http)
    {
        var limit = Stopwatch.StartNew();
        while ((await http.GetAsync("/health/ready", Token)).StatusCode != HttpStatusCode.OK)
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(30), "the silo is not ready within half a minute");
            await Task.Delay(20, Token);
        }
    }

    [Fact]
    public async Task The_log_is_a_line_of_JSON_each_with_its_time_and_named_fields()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        var silo = cluster.All[0];
        await TestCluster.UntilAsync(() => silo.Logged(5).Any(), "it says that it listens");

        var entry = Assert.Single(silo.Logged(5));

        Assert.Equal("Information", entry.GetProperty("LogLevel").GetString());
        Assert.Equal(silo.Name, entry.GetProperty("State").GetProperty("Silo").GetString());
        Assert.Equal(Assert.Single(cluster.Leases).Address, entry.GetProperty("State").GetProperty("Address").GetString());
        Assert.InRange(DateTimeOffset.Parse(entry.GetProperty("Timestamp").GetString()!), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.All(silo.Output, line => Assert.StartsWith("{", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_and_traces_go_to_where_OpenTelemetry_is_told_to_send_them()
    {
        await using var receiver = await TelemetryReceiver.StartAsync();
        await using var cluster = await TestCluster.StartAsync(0);
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        };
        using var silo = SiloProcess.Start(cluster.Shared, environment: environment);
        await TestCluster.UntilAsync(() => cluster.Leases.Count == 1, "the silo takes work");
        await using var grid = await cluster.ConnectAsync();
        var frame = await grid.LoadCsvAsync("trips", [Trips.Write(cluster.Folder, "trips.csv", 2_000, seed: 1)], Undisturbed.Splits, Token);
        await frame.DescribeAsync(cancellation: Token);

        string[] metrics = ["grid.silo.memory", "grid.silo.partitions", "grid.rows.loaded", "grid.source.bytes", "grid.question.duration", "grid.scan.duration", "grid.load.duration"];
        string[] traces = ["question", "scan", "load", "AskAsync"];
        await TestCluster.UntilAsync(() => metrics.All(m => receiver.Has("/v1/metrics", m)), $"there are metrics {string.Join(", ", metrics)}");
        await TestCluster.UntilAsync(() => traces.All(t => receiver.Has("/v1/traces", t)), $"there are traces {string.Join(", ", traces)}");
        Assert.True(receiver.Has("/v1/metrics", "grid-silo"));
    }

    [Theory]
    [InlineData("beyond loopback", "listens on loopback only, not on 0.0.0.0", "--address", "0.0.0.0")]
    [InlineData("no address", "--address nowhere: expected an IP address, such as 127.0.0.1", "--address", "nowhere")]
    [InlineData("no such option", "Unrecognized command or argument '--nothing'", "--nothing")]
    [InlineData("a port that is taken", "the port is taken. Name another, or none for a free one.", "--port", "THE SILO'S")]
    [InlineData("a health port that is taken", "is taken. Name another.", "--health-port", "TAKEN")]
    public async Task Wrong_use_ends_with_2_and_one_line_that_says_why(string what, string message, params string[] options)
    {
        await using var cluster = await TestCluster.StartAsync(1);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        var there = Assert.Single(cluster.Leases);
        string[] given = [.. options.Select(o => o switch { "TAKEN" => port, "THE SILO'S" => PortOf(there.Address), _ => o })];

        var wrong = cluster.Add(given);
        await wrong.EndedAsync();

        string line = Assert.Single(wrong.Output, l => l.StartsWith("grid-silo: ", StringComparison.Ordinal));
        Assert.True(line.Contains(message, StringComparison.Ordinal), $"{what}: {line}");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Single(cluster.Leases);
    }

    [Fact]
    public async Task A_name_that_a_silo_has_ends_with_2_and_one_line_and_one_that_a_killed_silo_had_is_free()
    {
        await using var cluster = await TestCluster.StartAsync(1);

        using var wrong = SiloProcess.Start(cluster.Shared, name: cluster.All[0].Name);
        await wrong.EndedAsync();

        Assert.Contains(
            $"has a silo '{cluster.All[0].Name}' already: give this one another name, or none.",
            Assert.Single(wrong.Output, l => l.StartsWith("grid-silo: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Single(cluster.Leases);
        cluster.All[0].Kill();
        await cluster.All[0].EndedAsync();
        using var next = SiloProcess.Start(cluster.Shared, name: cluster.All[0].Name);
        await TestCluster.UntilAsync(() => cluster.Leases.Count == 1, "the next of that name takes work");
    }

    [Fact]
    public async Task Another_setting_than_the_cluster_runs_with_ends_with_2_and_one_line_that_says_why()
    {
        await using var cluster = await TestCluster.StartAsync(1);

        using var wrong = SiloProcess.Start(cluster.Shared, memory: 1_000_000);
        await wrong.EndedAsync();

        Assert.Contains(
            "runs with memory of 268 MB, and this silo was started with 1.00 MB: give it the same (--memory-bytes 268435456, as it has without the option), or another folder.",
            Assert.Single(wrong.Output, l => l.StartsWith("grid-silo: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(2, wrong.ExitCode);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_with_2_and_one_line_that_says_why()
    {
        await using var cluster = await TestCluster.StartAsync(0);
        string file = Path.Combine(cluster.Folder, "file");
        await File.WriteAllTextAsync(file, "", Token);

        using var wrong = SiloProcess.Start(Path.Combine(file, "cluster"));
        await wrong.EndedAsync();

        Assert.Contains("cannot be written", Assert.Single(wrong.Output, l => l.StartsWith("grid-silo: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(2, wrong.ExitCode);
    }

    // Of an address, or of a socket's name.
    private static string PortOf(string address) => address[(address.LastIndexOfAny([':', '/']) + 1)..];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
