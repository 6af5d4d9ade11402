using Grid.Query;

namespace Grid.Cli.Tests;

public class TerminalAnswerTests
{
    [Theory]
    [MemberData(nameof(Answers.Names), MemberType = typeof(Answers))]
    public void No_line_is_wider_than_the_terminal(string name)
    {
        string[] lines = Render(Answers.Of(name), width: 80);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain(lines, line => line.Contains("...", StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_are_ruled_with_figures_to_the_right()
    {
        string[] lines = Render(Answers.GroupBy, width: 80);
        Assert.Contains("  VendorID   sum(trip_distance)   count(trip_distance)", lines);
        Assert.Contains("         1            29,025.20                 10,073", lines);
        Assert.Contains("         2                    –                      0", lines);
    }

    [Theory]
    [InlineData(2, "the first 2 groups (--limit 2)")]
    [InlineData(5, "2 groups")]
    [InlineData(null, "2 groups")]
    public void Groups_up_to_a_limit_are_not_told_for_all(int? limit, string note)
    {
        using var output = new StringWriter();
        TerminalAnswer.Write(Answers.GroupBy, Terminals.Plain(output, width: 80), new RowChoice(limit, false, []));
        Assert.EndsWith("\n" + note, output.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_too_wide_goes_on_below_with_its_first_column()
    {
        var wide = new GroupByAnswer(
            ["column_0"], [.. Enumerable.Range(1, 11).Select(i => $"column_{i}")],
            [new Group([Scalar.Int64(0)], [.. Enumerable.Range(1, 11).Select(i => Scalar.Int64(i))])]);
        string[] heads = [.. Render(wide, width: 60).Where(line => line.Contains("column_0", StringComparison.Ordinal))];
        Assert.True(heads.Length > 1);
        for (int i = 1; i < 12; i++)
            Assert.Single(heads, line => $"{line} ".Contains($"column_{i} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Correlations_are_shaded_by_strength_and_sign()
    {
        Assert.Equal(" 0.99 ", CorrelationGrid.Cell(0.987));
        Assert.Equal("-0.25 ", CorrelationGrid.Cell(-0.25));
        Assert.Equal("    – ", CorrelationGrid.Cell(double.NaN));
        Assert.True(CorrelationGrid.Shade(0.9).Background.B > CorrelationGrid.Shade(0.3).Background.B);
        Assert.True(CorrelationGrid.Shade(-0.9).Background.R > CorrelationGrid.Shade(-0.3).Background.R);
        Assert.NotEqual(CorrelationGrid.Shade(0.5).Background, CorrelationGrid.Shade(-0.5).Background);
    }

    private static string[] Render(Answer answer, int width)
    {
        using var output = new StringWriter();
        TerminalAnswer.Write(answer, Terminals.Plain(output, width));
        return [.. output.ToString().Split('\n').Select(line => line.TrimEnd())];
    }
}
