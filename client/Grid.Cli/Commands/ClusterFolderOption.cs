using System.CommandLine;
using Grid.Client;

namespace Grid.Cli;

/// <summary><c>--cluster [DIR]</c>: the folder of a cluster on this machine, one per user unless named; or, where the environment names one, a cluster on several.</summary>
internal static class ClusterFolderOption
{
    /// <summary>What stands for the cluster that the environment names.</summary>
    private const string Fleet = "fleet:";

    /// <summary>The option.</summary>
    public static Option<string?> Create() => new("--cluster")
    {
        Description = $"the folder of a cluster on this machine; without one that of {FleetSettings.ClusterIdVariable}, or the user's own",
        HelpName = "DIR",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The cluster, for <see cref="ConnectAsync(string, CliConsole, CancellationToken)"/>; null where none is meant.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="ofItself">Whether the command is about a cluster without the option.</param>
    public static string? Read(ParseResult parsed, Option<string?> option, bool ofItself) =>
        parsed.GetResult(option) is null && !ofItself ? null
            : parsed.GetValue(option) is { } named ? Path.GetFullPath(named)
            : Environment.GetEnvironmentVariable(FleetSettings.ClusterIdVariable) is { Length: > 0 } id ? Fleet + id
            : Path.GetFullPath(Default());

    /// <summary>The folder of a cluster on this machine.</summary>
    /// <exception cref="UsageException">It is on several machines: what runs there is not this command's to start and end.</exception>
    public static string ReadFolder(ParseResult parsed, Option<string?> option)
    {
        string cluster = Read(parsed, option, ofItself: true)!;
        return !cluster.StartsWith(Fleet, StringComparison.Ordinal) ? cluster : throw new UsageException(
            $"the silos of {FleetSettings.ClusterIdVariable}={cluster[Fleet.Length..]} are on other machines; scale them there, for example with 'aws ecs update-service --desired-count N', or name a folder with --cluster DIR");
    }

    /// <summary>Connects to the cluster that a command is about, with the option or without.</summary>
    public static Task<GridClient> ConnectAsync(ParseResult parsed, Option<string?> option, CliConsole console, CancellationToken cancellation) =>
        ConnectAsync(Read(parsed, option, ofItself: true)!, console, cancellation);

    /// <summary>Connects to what was read. Silos that AWS has to start first are waited for, in lines of the error stream.</summary>
    public static async Task<GridClient> ConnectAsync(string cluster, CliConsole console, CancellationToken cancellation)
    {
        if (!cluster.StartsWith(Fleet, StringComparison.Ordinal))
            return await GridClient.ConnectAsync(cluster, cancellation);
        FleetTasks? told = null;
        return await GridClient.ConnectAsync(
            FleetSettings.FromEnvironment()!,
            new Reporter<FleetTasks>(tasks =>
            {
                if (tasks != told)
                    console.Error.WriteLine(told = tasks);
            }),
            cancellation);
    }

    private static string Default()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0 ? Path.Combine(home, "grid", "cluster") : Path.Combine(Path.GetTempPath(), $"grid-{Environment.UserName}");
    }
}
