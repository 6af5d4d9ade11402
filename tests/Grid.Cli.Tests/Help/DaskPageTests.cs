using System.Text.RegularExpressions;
using Grid.Client;

namespace Grid.Cli.Tests.Help;

/// <summary>The words of <c>docs/dask.md</c> are those of the command and of the SDK.</summary>
public sealed partial class DaskPageTests
{
    private static string[][] Rows { get; } = [.. File.ReadAllText(Path.Combine(Places.Repository, "docs", "dask.md")).ReplaceLineEndings("\n").Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split(" | ")).Where(cells => cells.Length == 4)];

    [Fact]
    public async Task Every_command_of_the_table_answers()
    {
        using var folder = new TemporaryFolder();
        await CommandRun.Good("sample", "taxi", "--rows", "300", "--seed", "2017", folder["trips"]);
        await CommandRun.Good("sample", "zones", folder["zones.csv"]);
        string[] cluster = ["up", "scale", "status", "load", "drop", "tune", "predict"];
        int answered = 0;
        foreach (string command in Rows.SelectMany(cells => Command().Matches(cells[2])).Select(match => match.Groups[1].Value))
        {
            string[] words = [.. CommandLine.Split(command).Skip(1)];
            // What needs a cluster or a model is looked at alone.
            if (cluster.Contains(words[0]) || words[^1] == "taxi")
            {
                await CommandRun.Good([words[0], "--help"]);
                continue;
            }
            string[] outs = words[0] == "split" ? ["--train-out", folder["a.csv"], "--test-out", folder["b.csv"]] : words[0] == "save" ? ["--overwrite"] : [];
            await CommandRun.Good([.. words.Select(word => word is "trips" or "out.parquet" ? folder[word] : word.Replace("zones.csv", folder["zones.csv"], StringComparison.Ordinal)), .. outs]);
            answered++;
        }
        Assert.True(answered >= 20, $"{answered} commands answered");
    }

    [Fact]
    public void Every_method_of_the_table_is_there()
    {
        var members = typeof(GridFrame).GetMembers().Concat(typeof(GridClient).GetMembers()).Concat(typeof(GroupedFrame).GetMembers()).Concat(typeof(ForestSearch).GetMembers())
            .Concat(typeof(SearchOutcome).GetMembers()).Concat(typeof(ClusterStatus).GetMembers()).Select(member => member.Name).ToHashSet();
        string[] named = [.. Rows.SelectMany(cells => Method().Matches(cells[3])).Select(match => match.Groups[1].Value)];
        Assert.True(named.Length >= 30, "the table has lost its C#");
        Assert.All(named, name => Assert.Contains(name, members));
    }

    [GeneratedRegex("`(grid [^`]+)`")]
    private static partial Regex Command();

    [GeneratedRegex(@"\b(?:GridClient|grid|trips|outcome)\.(\w+)")]
    private static partial Regex Method();
}
