using Grid.Query;

namespace Grid.Cli.Tests;

public class HistogramBarsTests
{
    [Fact]
    public void Bars_are_in_proportion_and_one_value_shows_a_sliver() => Assert.Equal(
        [
            "  0 – 2.5  800  ████████████████████████████████████████",
            "2.5 –   5    0",
            "  5 – 7.5    1  ▏",
            "801 values, 2 null, 1 NaN, 2 infinite",
        ],
        HistogramBars.Text(Answers.Histogram).TrimEnd().Split(Environment.NewLine));

    [Fact]
    public void Eighths_of_a_character_are_drawn() =>
        Assert.Equal("█████▌", HistogramBars.Lines(Answers.Histogram with { Counts = [80, 11, 0] })[1].Bar);

    [Theory]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(34)]
    public void Where_there_is_little_room_there_is_less_and_no_figure_is_broken(int room)
    {
        Scalar[] edges = [.. Enumerable.Range(0, 21).Select(i => Scalar.Int64(9_000_000_000_000_000_000 + i * 1_000_000_000_000))];
        var histogram = new HistogramAnswer("v", edges, [.. Enumerable.Range(0, 20).Select(i => i * 100L)], 0, 0);
        var lines = HistogramBars.Lines(histogram, room);
        Assert.All(lines, line => Assert.True(line.Bin.Length + line.Bar.Length <= room, line.Bin + line.Bar));
        // Every bin, every bound and every count, whole.
        string[] figures = [.. lines.SelectMany(line => line.Bin.Split([' ', '–'], StringSplitOptions.RemoveEmptyEntries))];
        Assert.All(edges, edge => Assert.Contains(FigureText.Of(edge, isFigure: true), figures));
        Assert.All(histogram.Counts, count => Assert.Contains(FigureText.Of(Scalar.Int64(count), isFigure: true), figures));
        Assert.Equal(room >= 80 ? 20 : 21, lines.Count);
        Assert.Equal(room < 40, lines.All(line => line.Bar.Length == 0));
    }

    [Fact]
    public void Bars_are_shorter_before_bounds_are_left_out() => Assert.Equal(
        ["  0 – 2.5  800  ██████", "2.5 –   5    0  ", "  5 – 7.5    1  ▏"],
        HistogramBars.Lines(Answers.Histogram, 22).Select(line => line.Bin + line.Bar));

    [Fact]
    public void Without_upper_bounds_the_last_stands_alone() => Assert.Equal(
        ["  0  800  ████", "2.5    0  ", "  5    1  ▏", "7.5"],
        HistogramBars.Lines(Answers.Histogram, 14).Select(line => line.Bin + line.Bar));

    [Fact]
    public void A_column_without_finite_values_has_no_bars() =>
        Assert.Equal("0 values, 3 null, 2 infinite", HistogramBars.Text(new("x", [], [], 3, 2)).TrimEnd());
}
