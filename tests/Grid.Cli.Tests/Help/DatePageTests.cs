using Grid.Columns;

namespace Grid.Cli.Tests.Help;

/// <summary>What <c>docs/dates.md</c> says of dates is so.</summary>
public sealed class DatePageTests
{
    private static string[] Blocks { get; } = [.. File.ReadAllText(Path.Combine(Places.Repository, "docs", "dates.md")).ReplaceLineEndings("\n")
        .Split("```\n").Where((_, i) => i % 2 == 1)];

    [Fact]
    public void What_is_said_to_be_read_is_read_and_on_one_day()
    {
        string[] texts = [.. Blocks[0].Split('\n').SelectMany(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        Assert.Equal(16, texts.Length);
        Assert.All(texts, text => Assert.StartsWith("2017-03-25", MomentText.Parse(text, DateFormats.Either)?.ToString() ?? text + " is not read"));
    }

    [Fact]
    public void What_is_said_to_be_written_is_read_back_as_its_type()
    {
        string[] lines = Blocks[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        foreach (string line in lines)
        {
            string text = line[line.LastIndexOf(' ')..].Trim();
            var moment = MomentText.Parse(text, DateFormats.Either)!.Value;
            Assert.Equal(line[..line.LastIndexOf(' ')].Trim(), moment.Type.ToString());
            Assert.Equal(text, MomentText.Of(moment));
        }
    }

    [Fact]
    public async Task The_page_is_a_topic_of_help_and_fits_a_terminal()
    {
        var run = await CommandRun.Good("help", "dates");
        Assert.Contains("DAY OR MONTH FIRST", run.Out);
        Assert.All(run.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }
}
