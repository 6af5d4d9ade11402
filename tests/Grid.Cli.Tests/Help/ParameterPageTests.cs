using System.Text.RegularExpressions;
using Grid.Learning;

namespace Grid.Cli.Tests.Help;

/// <summary>What <c>docs/parameters.md</c> says is what searches take: its grids are read, and no parameter or score is missing or made up.</summary>
public sealed class ParameterPageTests
{
    private static string Page { get; } = File.ReadAllText(Path.Combine(Places.Repository, "docs", "parameters.md")).ReplaceLineEndings("\n");

    public static TheoryData<string, int> Grids =>
    [
        .. Blocks("candidates").SelectMany(b => b.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Split('→'))
            .Select(sides => new TheoryDataRow<string, int>(sides[0].Trim(), int.Parse(sides[1], System.Globalization.CultureInfo.InvariantCulture))),
    ];

    public static TheoryData<string> Examples => [.. Regex.Matches(Page, @"^  example +(.*)$", RegexOptions.Multiline).Select(m => new TheoryDataRow<string>(m.Groups[1].Value))];

    [Theory]
    [MemberData(nameof(Grids))]
    public void A_grid_has_as_many_candidates_as_the_page_says(string grid, int candidates) =>
        Assert.Equal(candidates, SearchSpace.Parse(grid).Candidates(ForestParameters.Default(LearningTask.Classification)).Count);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_a_parameter_is_taken(string grid) =>
        Assert.NotEmpty(SearchSpace.Parse(grid).Candidates(ForestParameters.Default(LearningTask.Classification)));

    [Fact]
    public void Every_parameter_is_there_and_none_that_is_not()
    {
        string[] named = [.. Blocks("parameter").SelectMany(b => Regex.Matches(b, "^([a-z_]+) ", RegexOptions.Multiline)).Select(m => m.Groups[1].Value)];
        Assert.Equal(ForestParameter.All.Select(p => p.Name).Order(), named.Order());
        Assert.Equal(named.Length, Examples.Count);
    }

    [Fact]
    public void What_a_parameter_takes_is_what_its_refusal_says()
    {
        foreach (string block in Blocks("parameter").SelectMany(b => b.Split("\n\n")))
        {
            string name = Regex.Match(block, "^[a-z_]+").Value;
            string takes = Regex.Replace(Regex.Match(block, @"^  takes +(.*?)\n  unless", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value, @"\s+", " ");
            string refusal = Assert.Throws<LearningException>(() => SearchSpace.Parse($"{name}=nonsense").Candidates(ForestParameters.Default(LearningTask.Classification))).Message;
            string said = Regex.Match(refusal, "It takes (.*)\\.$").Groups[1].Value;
            Assert.StartsWith(said, takes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_score_is_there_and_none_that_is_not()
    {
        string[] named = [.. Blocks("scoring").SelectMany(b => Regex.Matches(b, "^([a-z0-9_]+)(?: |$)", RegexOptions.Multiline)).Select(m => m.Groups[1].Value)];
        Assert.Equal(Scoring.All.Select(s => s.Name).Order(), named.Order());
        string[] shorter = [.. Regex.Matches(Page, @"(\w+) is\s+understood\s+too").Select(m => m.Groups[1].Value)];
        Assert.Equal(8, shorter.Length);
        Assert.All(shorter, name => Assert.Contains(Enum.GetValues<LearningTask>(), task => Record.Exception(() => Scoring.Parse(name, task)) is null));
    }

    [Fact]
    public async Task The_help_is_the_page()
    {
        var run = await CommandRun.Good("help", "parameters");
        Assert.All(ForestParameter.All, p => Assert.Contains($"  {p.Name} ", run.Out, StringComparison.Ordinal));
        Assert.All(run.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    private static IEnumerable<string> Blocks(string kind) =>
        Regex.Matches(Page, $"```{kind}\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value);
}
