using System.CommandLine;

namespace Grid.Cli;

/// <summary><c>--cluster [DIR]</c>: the folder of a cluster on this machine; one per user unless named.</summary>
internal static class ClusterFolderOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create() => new("--cluster")
    {
        Description = "the folder of a cluster on this machine; the user's own unless named",
        HelpName = "DIR",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The folder; null where no cluster is meant.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="ofItself">Whether the command is about a cluster without the option.</param>
    public static string? Read(ParseResult parsed, Option<string?> option, bool ofItself) =>
        parsed.GetResult(option) is null && !ofItself ? null : Path.GetFullPath(parsed.GetValue(option) ?? Default());

    private static string Default()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0 ? Path.Combine(home, "grid", "cluster") : Path.Combine(Path.GetTempPath(), $"grid-{Environment.UserName}");
    }
}
