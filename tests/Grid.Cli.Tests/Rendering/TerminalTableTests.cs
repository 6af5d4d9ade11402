using Grid.Columns;
using Grid.Query;

namespace Grid.Cli.Tests.Rendering;

/// <summary>Tables with names and texts that are longer or wider than there is room for.</summary>
public class TerminalTableTests
{
    private const string Long = "a_very_long_column_name_that_goes_on_and_on_for_more_than_sixty_characters_in_total";
    private const string Wide = "とても長い列の名前がここにあるので表の幅を超えてしまうかもしれない";

    public static TheoryData<int> Widths => [30, 40, 60, 80, 120, 200];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Long_names_are_cut_and_figures_stay_whole(int width)
    {
        string[] names = ["名前", Wide, "city", "🇯🇵", Long];
        var missing = new MissingAnswer(1_234_567, [.. names.Select((name, i) => new MissingColumn(name, 1_000_000 + i, 7, 0.8100))]);
        string[] lines = Lines(width, missing);
        for (int i = 0; i < names.Length; i++)
            Assert.Single(lines, line => line.Contains($"{1_000_000 + i}", StringComparison.Ordinal) || line.Contains($"{1_000_000 + i:N0}", StringComparison.Ordinal));
        // One block where names can be cut so far that all of it has room.
        Assert.Equal(width >= 60, lines.Count(line => line.Contains("city", StringComparison.Ordinal)) == 1);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Rows_of_wide_letters_are_a_line_each(int width)
    {
        var head = new HeadAnswer(
            ["名前", Wide, "emoji", Long], [LogicalType.Text, LogicalType.Text, LogicalType.Text, LogicalType.Real],
            [.. Enumerable.Range(0, 4).Select(i => (IReadOnlyList<Scalar>)[Scalar.Text($"東京都{i}"), Scalar.Text($"値{i}"), Scalar.Text(i % 2 == 0 ? "👍🏽" : "👨‍👩‍👧"), Scalar.Float64(i + 0.5)])]);
        string[] lines = Lines(width, head);
        for (int i = 0; i < 4; i++)
            Assert.Contains($"値{i}", Assert.Single(lines, line => line.Contains($"東京都{i}", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Long_texts_leave_room_for_the_others(int width)
    {
        var counts = new ValueCountsAnswer(Long, [new ValueCount(Scalar.Text(new string('x', 500)), 12), new ValueCount(Scalar.Text(Wide), 3)], 15, 2);
        string[] lines = Lines(width, counts);
        Assert.Single(lines, line => line.EndsWith(" 12", StringComparison.Ordinal));
        Assert.Single(lines, line => line.EndsWith(" 3", StringComparison.Ordinal));
    }

    private static string[] Lines(int width, Answer answer)
    {
        using var text = new StringWriter();
        TerminalAnswer.Write(answer, Terminals.Plain(text, width));
        string[] lines = [.. text.ToString().Split('\n').Select(line => line.TrimEnd('\r', ' ')).Where(line => line.Length > 0)];
        Assert.All(lines, line => Assert.True(CellText.Width(line) <= width, $"{CellText.Width(line)}: {line}"));
        return lines;
    }
}
