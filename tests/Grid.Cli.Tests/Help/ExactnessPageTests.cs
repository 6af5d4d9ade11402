using System.Text.RegularExpressions;

namespace Grid.Cli.Tests.Help;

/// <summary>What <c>docs/exactness.md</c> says of answers is so.</summary>
public sealed partial class ExactnessPageTests
{
    [Fact]
    public async Task The_answers_of_the_page_are_those_of_the_command()
    {
        string page = (await File.ReadAllTextAsync(Path.Combine(Places.Repository, "docs", "exactness.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["x.csv"], Table().Match(page).Groups[1].Value, TestContext.Current.CancellationToken);
        var asked = Asked().Matches(page);

        Assert.Equal(6, asked.Count);
        foreach (Match row in asked)
        {
            var run = await CommandRun.Good("aggregate", folder["x.csv"], "--agg", row.Groups[1].Value, "--output", "csv");
            Assert.Equal(row.Groups[2].Value, run.Out.Trim().Split('\n')[^1]);
        }
    }

    [GeneratedRegex("```csv\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"^\| `([a-z_]+\([a-z]+\))` \| (\S+) \|", RegexOptions.Multiline)]
    private static partial Regex Asked();
}
