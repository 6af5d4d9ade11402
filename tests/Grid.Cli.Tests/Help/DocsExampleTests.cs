using System.Text.RegularExpressions;

namespace Grid.Cli.Tests;

/// <summary>The commands of pages in <c>docs/</c> are run as they stand, in the order of a page, but for the places of what they write and read.</summary>
public sealed partial class DocsExampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("joins", 4)]
    [InlineData("preparation", 6)]
    [InlineData("saving", 5)]
    [InlineData("reports", 3)]
    [InlineData("memory", 2)]
    [InlineData("tuning", 16)]
    public async Task Every_command_of_a_page_answers(string page, int least)
    {
        await CommandRun.Good("sample", "taxi", "--rows", "6000", "--seed", "2017", _folder["trips"]);
        await CommandRun.Good("sample", "zones", _folder["zones.csv"]);
        await CommandRun.Good("sample", "digits", _folder["digits.csv"]);
        foreach (string month in (string[])["january.parquet", "february.parquet"])
            await CommandRun.Good("save", _folder["trips"], _folder[month]);
        string[] commands = [.. Commands(page)];
        Assert.True(commands.Length >= least, $"docs/{page}.md has lost its examples");
        foreach (string command in commands)
        {
            var run = await CommandRun.Of([.. CommandLine.Split(command).Skip(1).Select(Placed)]);
            Assert.True(run.ExitCode == 0, $"docs/{page}.md: {command}: {run.Error}");
            Assert.True(run.Out.Length + run.Error.Length + run.Bytes.Length > 0, $"{command} said nothing");
        }
    }

    // What asks a bucket or a cluster is tested elsewhere; what another program does with the answer is not ours.
    private static IEnumerable<string> Commands(string page) =>
        Block().Matches(File.ReadAllText(Path.Combine(Places.Repository, "docs", $"{page}.md")))
            .SelectMany(block => Continued().Replace(block.Groups[1].Value, " ").Split('\n'))
            .Where(line => line.StartsWith("grid ", StringComparison.Ordinal) && !line.Contains("s3://", StringComparison.Ordinal) && !line.Contains("--cluster", StringComparison.Ordinal))
            .Select(line => line.Split(" | ")[0]);

    private string Placed(string word) => word is "train" or "test" ? _folder[$"{word}.parquet"]
        : word == "parts/" ? _folder["parts"] + "/"
        : word is "trips" or "scratch" or "studies" || FileName().IsMatch(word) ? _folder[word]
        : word.Replace("zones.csv ", $"{_folder["zones.csv"]} ", StringComparison.Ordinal);

    [GeneratedRegex(@"^```(?:sh)?\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^[a-z_]+\.(?:parquet|csv|csv\.gz|json|html|model|onnx|arrow)$")]
    private static partial Regex FileName();
}
