namespace Grid.Cli.Tests;

public class FiguresTests
{
    [Theory]
    [InlineData(0, "0.00 kB")]
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
    public void Rows_have_three_digits(double rows, string expected) => Assert.Equal(expected, Figures.Rows(rows));

    [Theory]
    [InlineData(0.423, "0.42 s")]
    [InlineData(12.34, "12.3 s")]
    public void Seconds_have_three_digits(double seconds, string expected) => Assert.Equal(expected, Figures.Seconds(seconds));
}
