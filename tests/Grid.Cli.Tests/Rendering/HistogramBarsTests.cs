namespace Grid.Cli.Tests;

public class HistogramBarsTests
{
    [Fact]
    public void Bars_are_in_proportion_and_one_value_shows_a_sliver() => Assert.Equal(
        [
            "  0 – 2.5  800  ████████████████████████████████████████",
            "2.5 –   5    0",
            "  5 – 7.5    1  ▏",
            "801 values, 2 null, 3 not finite (1 NaN)",
        ],
        HistogramBars.Text(Answers.Histogram).TrimEnd().Split(Environment.NewLine));

    [Fact]
    public void Eighths_of_a_character_are_drawn() =>
        Assert.Equal("█████▌", HistogramBars.Rows(Answers.Histogram with { Counts = [80, 11, 0] })[1].Bar);

    [Fact]
    public void A_column_without_finite_values_has_no_bars() =>
        Assert.Equal("0 values, 3 null, 2 not finite", HistogramBars.Text(new("x", [], [], 3, 2)).TrimEnd());
}
