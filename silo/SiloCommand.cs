using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Grid.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>The command line of the silo process: <c>grid-silo --cluster DIR</c>.</summary>
internal static class SiloCommand
{
    /// <summary>The exit code of a silo that ends for want of a cluster.</summary>
    public const int Failed = 1;

    private const int CannotStart = 2;

    /// <summary>Runs a silo until it is told to stop.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var defaults = new GridSiloOptions();
        var cluster = new Option<string?>("--cluster") { Description = $"the folder that the cluster's processes share; without it, the environment names a cluster of several machines by {FleetSettings.ClusterIdVariable}", HelpName = "DIR" };
        var name = new Option<string?>("--name") { Description = "a name that no silo of the cluster has had since it is up", HelpName = "NAME" };
        var memory = new Option<long?>("--memory-bytes") { Description = "bytes that partitions may hold; as many as in the cluster's other silos, or four fifths of the machine's, unless said", HelpName = "N" };
        var threads = new Option<int>("--threads") { Description = "compute threads", HelpName = "N", DefaultValueFactory = _ => defaults.Threads };
        var cache = new Option<string?>("--cache") { Description = "the folder for columns that do not fit in memory; empty for none", HelpName = "DIR" };
        var cacheBytes = new Option<long?>("--cache-bytes") { Description = "bytes that these may take", HelpName = "N" };
        var address = new Option<string>("--address") { Description = "where its health is told; on loopback", HelpName = "IP", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "the number of its socket in the folder; 0 for a free one", HelpName = "N" };
        var health = new Option<int?>("--health-port") { Description = "the port of /health/live and /health/ready; none unless named", HelpName = "N" };
        var stop = new Option<double>("--stop-seconds") { Description = "how long it may take over its end", HelpName = "S", DefaultValueFactory = _ => 20 };
        // For tests, which have few groups and small tables.
        var together = new Option<long>("--groups-together") { Description = "groups of a question that are merged in one place; of more, each silo takes a share", HelpName = "N", DefaultValueFactory = _ => defaults.MostGroupsTogether, Hidden = true };
        var whole = new Option<long?>("--whole-side-bytes") { Description = "bytes of the other side of a join that each silo takes as a whole; of a larger one, each takes a share", HelpName = "N", Hidden = true };
        var level = new Option<LogLevel>("--log") { Description = "the least level that is logged, to the output, as JSON", HelpName = "LEVEL", DefaultValueFactory = _ => LogLevel.Information };
        var root = new RootCommand("A silo of a cluster of Grid.") { cluster, name, memory, threads, cache, cacheBytes, address, port, health, stop, together, whole, level };
        root.SetAction(async (parsed, _) =>
        {
            if (!IPAddress.TryParse(parsed.GetValue(address), out var ip))
                throw new ClusterException($"--address {parsed.GetValue(address)}: expected an IP address, such as 127.0.0.1");
            Require(port, parsed.GetValue(port), 0, IPEndPoint.MaxPort);
            Require(health, parsed.GetValue(health) ?? 0, 0, IPEndPoint.MaxPort);
            Require(threads, parsed.GetValue(threads), 1, 1024);
            Require(memory, parsed.GetValue(memory) ?? 1, 1, long.MaxValue);
            Require(together, parsed.GetValue(together), 1, long.MaxValue);
            Require(whole, parsed.GetValue(whole) ?? 0, 0, long.MaxValue);
            Require(stop, parsed.GetValue(stop), 0, 86_400);
            string? folder = parsed.GetValue(cluster) is { } named ? Path.GetFullPath(named) : null;
            var fleet = folder is null ? FleetSettings.FromEnvironment() : null;
            if (folder is null && fleet is null)
                throw new ArgumentException($"which cluster? Name a folder with --cluster, or set {FleetSettings.ClusterIdVariable} ('grid-silo --help' says more)");
            if (fleet is { TaskMetadata: not null } or { Address: not null })
                ip = IPAddress.Any;
            await ServeAsync(new SiloSettings(
                folder, fleet, parsed.GetValue(name), parsed.GetValue(memory), parsed.GetValue(threads), ip,
                parsed.GetValue(port), fleet?.WebPort ?? parsed.GetValue(health), fleet?.StopTimeout ?? TimeSpan.FromSeconds(parsed.GetValue(stop)), parsed.GetValue(level), parsed.GetValue(cache), parsed.GetValue(cacheBytes), parsed.GetValue(together), parsed.GetValue(whole)));
            return Environment.ExitCode;
        });
        try
        {
            var parsed = root.Parse(arguments);
            if (parsed.Errors.Count > 0)
                throw new ArgumentException($"{parsed.Errors[0].Message.TrimEnd('.')} ('grid-silo --help' says more)");
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e) when (e is ClusterException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            string line = string.Join(' ', e.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            await Console.Error.WriteLineAsync($"grid-silo: {line}");
            return CannotStart;
        }
    }

    private static void Require(Option option, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException($"{option.Name} {value}: expected a number {(most == long.MaxValue ? $"of at least {least}" : $"from {least} to {most}")}");
    }

    private static async Task ServeAsync(SiloSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(settings.LogLevel).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning)
            // A line for every grain that is placed; and, at each start, that it had not been heard of since the machine started.
            .AddFilter("Polly", LogLevel.Warning).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error)
            // A silo that cannot start says why in its one line on the error stream.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddJsonConsole(log => (log.UseUtcTimestamp, log.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        SiloTelemetry.AddTo(builder);
        builder.Services.AddSingleton(settings).AddHostedService<SiloService>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.StopTimeout + TimeSpan.FromSeconds(5));
        using var host = builder.Build();
        // The terminal that a silo was started from may close.
        using var hangUp = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        await host.RunAsync();
    }
}
