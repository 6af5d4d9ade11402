using Grid.Query;

namespace Grid.Cli.Tests;

/// <summary>Help fits the terminal, and 80 columns where there is none; options that tables are read by name what more is said of them.</summary>
public class HelpWidthTests
{
    public static TheoryData<string> Commands =>
    [
        "help", "help tune", "tune --help", "predict --help", "schema --help", "describe --help", "groupby --help", "head --help", "load --help", "up --help", "sample taxi --help",
        "help expressions", "help parameters", "help max_depth", "help dates", "help preparation", "help joins",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_line_is_wider_than_80_columns(string line)
    {
        var run = await CommandRun.Good(line.Split(' '));
        Assert.All(run.Out.Split('\n'), text => Assert.True(CellText.Width(text.TrimEnd()) <= 80, text));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public async Task Of_a_terminal_the_whole_width_is_used(int width)
    {
        using var output = new StringWriter();
        var console = CliConsole.Of(output, TextWriter.Null, Stream.Null, Terminals.Plain(output, width));
        Assert.Equal(0, await GridCommand.RunAsync(["tune", "--help"], console, TestContext.Current.CancellationToken));
        int[] widths = [.. output.ToString().Split('\n').Select(text => CellText.Width(text.TrimEnd()))];
        Assert.InRange(widths.Max(), width - 20, width);
    }

    [Theory]
    [InlineData("describe")]
    [InlineData("tune")]
    [InlineData("predict")]
    [InlineData("schema")]
    [InlineData("load")]
    public async Task Formats_of_dates_and_null_words_are_told_where_they_are_taken(string command)
    {
        string help = string.Join(' ', (await CommandRun.Good(command, "--help")).Out.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("--date-format <FORMAT>", help, StringComparison.Ordinal);
        Assert.Contains("mdy, dmy, ymd, or a pattern", help, StringComparison.Ordinal);
        Assert.Contains("'grid help dates' has the rest", help, StringComparison.Ordinal);
        Assert.Contains("NaN is a value among numbers, and null elsewhere", help, StringComparison.Ordinal);
    }
}
