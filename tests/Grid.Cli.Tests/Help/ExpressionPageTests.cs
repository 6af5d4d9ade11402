using System.Text.Json;
using System.Text.RegularExpressions;
using Grid.Query;

namespace Grid.Cli.Tests.Help;

/// <summary>What <c>docs/expressions.md</c> says is what expressions are: its examples are run, and nothing is missing or made up.</summary>
public sealed class ExpressionPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Page { get; } = File.ReadAllText(Path.Combine(Places.Repository, "docs", "expressions.md")).ReplaceLineEndings("\n");

    public static TheoryData<string, string> RowExamples => [.. Examples("example")];

    public static TheoryData<string, string> TableExamples => [.. Examples("aggregate")];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(RowExamples))]
    public async Task An_example_of_a_row_is_as_the_page_says(string expression, string value)
    {
        var run = await CommandRun.Good("head", Table(), "--with", $"answer={expression}", "--rows", "1", "--output", "json", "--timings");
        Assert.Equal(value, Said(JsonDocument.Parse(run.Out).RootElement.GetProperty("rows")[0].GetProperty("answer")));
    }

    [Theory]
    [MemberData(nameof(TableExamples))]
    public async Task An_example_of_an_aggregate_is_as_the_page_says(string aggregate, string value)
    {
        var run = await CommandRun.Good("aggregate", Table(), "--agg", aggregate, "--output", "json", "--timings");
        Assert.Equal(value, Said(JsonDocument.Parse(run.Out).RootElement.EnumerateObject().First().Value));
    }

    [Fact]
    public void Every_function_has_an_example_and_every_example_calls_functions_that_there_are()
    {
        string[] functions = [.. Functions.Names], aggregates = [.. AggregateSpec.Names];
        string[] called = [.. Examples("example").SelectMany(e => Calls(e.Data.Item1)).Distinct()], aggregated = [.. Examples("aggregate").SelectMany(e => Calls(e.Data.Item1)).Except(functions).Distinct()];
        Assert.Equal(functions.Order(), called.Order());
        Assert.Equal(aggregates.Order(), aggregated.Order());
    }

    [Theory]
    [InlineData("or")]
    [InlineData("||")]
    [InlineData("and")]
    [InlineData("&&")]
    [InlineData("not")]
    [InlineData("!")]
    [InlineData("==")]
    [InlineData("=")]
    [InlineData("!=")]
    [InlineData("<>")]
    [InlineData("<")]
    [InlineData("<=")]
    [InlineData(">")]
    [InlineData(">=")]
    [InlineData("is null")]
    [InlineData("is not null")]
    [InlineData("in (")]
    [InlineData("not in (")]
    [InlineData("between")]
    [InlineData("not between")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("*")]
    [InlineData("/")]
    [InlineData("%")]
    [InlineData("^")]
    [InlineData("**")]
    [InlineData("like")]
    [InlineData("not like")]
    [InlineData("ilike")]
    [InlineData("escape")]
    [InlineData("case")]
    [InlineData("else")]
    [InlineData("as")]
    [InlineData("true")]
    [InlineData("null")]
    public void Every_operator_has_an_example(string sign) =>
        Assert.Contains(Examples("example"), example => Regex.IsMatch(example.Data.Item1, $@"(^|[\s\w)]){Regex.Escape(sign)}($|[\s\w('])"));

    [Fact]
    public void Every_word_of_another_tool_that_the_page_names_is_known_as_one()
    {
        string words = Page[Page.IndexOf("avg →", StringComparison.Ordinal)..];
        string[] left = [.. Regex.Matches(words, @"(?<=^|  )([a-z_, ]+?) →", RegexOptions.Multiline).SelectMany(m => m.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        Assert.True(left.Length > 20, string.Join(' ', left));
        Assert.All(left, word => Assert.NotNull(ForeignWords.Of(word)));
    }

    [Fact]
    public void No_word_of_another_tool_is_a_function_here() =>
        Assert.DoesNotContain(ForeignWords.All, word => Functions.Find(word) is not null || AggregateSpec.IsFunction(word));

    [Fact]
    public async Task The_help_has_every_line_of_the_page()
    {
        var run = await CommandRun.Good("help", "expressions");
        foreach (string line in Page.Split('\n').Where(l => !l.StartsWith("```", StringComparison.Ordinal) && !l.StartsWith('#') && !l.Contains('`', StringComparison.Ordinal)))
            Assert.Contains(line, run.Out, StringComparison.Ordinal);
        Assert.All(run.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    private static IEnumerable<TheoryDataRow<string, string>> Examples(string kind) =>
        from Match block in Regex.Matches(Page, $"```{kind}\n(.*?)```", RegexOptions.Singleline)
        from line in block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let sides = line.Split('→')
        select new TheoryDataRow<string, string>(sides[0].Trim(), sides[1].Trim());

    private static string[] Calls(string expression) =>
        [.. Regex.Matches(Regex.Replace(expression, "'[^']*'", ""), @"\b([a-z_0-9]+)\(").Select(m => m.Groups[1].Value)];

    private static string Said(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private string Table() => _folder.File("table.csv", Regex.Match(Page, "```csv\n(.*?)```", RegexOptions.Singleline).Groups[1].Value);
}
