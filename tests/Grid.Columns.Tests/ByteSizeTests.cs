namespace Grid.Columns.Tests;

public class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(512, "512 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.00 kB")]
    [InlineData(175_000, "175 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.00 MB")]
    [InlineData(8 << 20, "8.39 MB")]
    [InlineData(87_000_000, "87.0 MB")]
    [InlineData(10_800_000_000, "10.8 GB")]
    [InlineData(999_400_000_000, "999 GB")]
    [InlineData(999_500_000_000, "1.00 TB")]
    [InlineData(10_000_000_000_000, "10.0 TB")]
    [InlineData(2_000_000_000_000_000, "2,000 TB")]
    public void Bytes_are_written_in_decimal_units_to_three_digits(double bytes, string text) => Assert.Equal(text, ByteSize.Of(bytes));
}
