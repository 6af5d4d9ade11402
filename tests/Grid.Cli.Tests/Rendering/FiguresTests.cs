namespace Grid.Cli.Tests;

public class FiguresTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.00 kB")]
    [InlineData(51_036, "51.0 kB")]
    [InlineData(175_000, "175 kB")]
    [InlineData(8_700_000, "8.70 MB")]
    [InlineData(87_000_000, "87.0 MB")]
    [InlineData(10_800_000_000, "10.8 GB")]
    public void Sizes_have_three_digits(double bytes, string expected) => Assert.Equal(expected, Figures.Size(bytes));

    [Theory]
    [InlineData(950, "950")]
    [InlineData(22_699, "22.7 k")]
    [InlineData(1_000_000, "1.00 M")]
    [InlineData(113_000_000, "113 M")]
    public void Rates_have_three_digits(double rows, string expected) => Assert.Equal(expected, Figures.Rate(rows));

    [Theory]
    [InlineData(0.423, "0.42 s")]
    [InlineData(12.34, "12.3 s")]
    public void Seconds_have_three_digits(double seconds, string expected) => Assert.Equal(expected, Figures.Seconds(seconds));

    [Theory]
    [InlineData(-0.0, "0")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(100_000, "100,000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(-1234.5, "-1,234.50")]
    public void Numbers_are_rounded_for_reading(double value, string expected) => Assert.Equal(expected, Grid.Query.FigureText.Of(value));

    [Theory]
    [InlineData(-0.001, " 0.00 ")]
    [InlineData(-0.006, "-0.01 ")]
    [InlineData(-1, "-1.00 ")]
    [InlineData(0.999, " 1.00 ")]
    public void A_correlation_near_zero_has_no_sign(double r, string expected) => Assert.Equal(expected, CorrelationGrid.Cell(r));

    [Theory]
    [InlineData(-0.00001, "0.0000")]
    [InlineData(-0.5, "-0.5000")]
    public void A_score_near_zero_has_no_sign(double score, string expected) => Assert.Equal(expected, Figures.Score(score));

    [Theory]
    [InlineData(0, "0 rows")]
    [InlineData(1, "1 row")]
    [InlineData(2, "2 rows")]
    [InlineData(1_234_567, "1,234,567 rows")]
    public void Things_are_counted_in_their_number(long count, string expected) => Assert.Equal(expected, Figures.Counted(count, "row"));
}
