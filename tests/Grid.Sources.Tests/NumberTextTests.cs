using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Grid.Sources.Tests;

public class NumberTextTests
{
    public static TheoryData<string> Edges =>
    [
        "0", "-0", "+0", "00501", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "18446744073709551616", "123456789012345678901234567890", "0.1", "-0.1", ".5", "5.", "-.5", "1e5", "1E+5", "1e-5",
        "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740993.0", "90071992547409.93", "0.3", "0.30000000000000004",
        "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072011e-308", "1.7976931348623157e308",
        "1.7976931348623159e308", "1e308", "1e309", "-1e400", "1e-400", "1e99999999999", "0e99999999999", "123456789012345678e-5",
        "0.00000000000000000000001", "1000000000000000000000000000000", "1.00000000000000000000000001", "00000000000000000000000000001.5",
        "8.5e22", "8.5e23", "12345678901234567.8",
    ];

    [Theory]
    [MemberData(nameof(Edges))]
    public void Numbers_at_the_edges_are_read_as_the_library_reads_them(string text) => Check(text);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    [InlineData("infinit")]
    [InlineData("nano")]
    [InlineData("1 2")]
    public void What_is_no_number_is_refused(string text) => Assert.False(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-INF", double.NegativeInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("+infinity", double.PositiveInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-nan", double.NaN)]
    public void Words_are_numbers_in_any_case(string text, double value)
    {
        Assert.True(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out var number));
        Assert.Equal(value, number.Value);
        Assert.Equal(NumberKind.Double, number.Kind);
    }

    [Fact]
    public void Random_numbers_are_read_as_the_library_reads_them() =>
        Prop.ForAll(Generators.Number.ToArbitrary(), text => Check(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static void Check(string text)
    {
        Assert.True(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out var number), text);
        double value = double.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(number.Value));
        bool isInteger = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole);
        Assert.Equal(isInteger, number.Kind == NumberKind.Integer);
        bool isDigits = text.TrimStart('+', '-').All(char.IsAsciiDigit);
        bool isUnsigned = ulong.TryParse(text.TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned) && !isInteger;
        Assert.Equal(isUnsigned, number.Kind == NumberKind.Unsigned);
        Assert.Equal(isDigits && !isInteger && !isUnsigned, number.Kind == NumberKind.Long);
        if (isUnsigned)
            Assert.Equal(unsigned, (ulong)number.Whole);
        if (isInteger)
            Assert.Equal(whole, number.Whole);
        if (number.Kind == NumberKind.Decimal)
        {
            Assert.InRange(Math.Abs(number.Whole), 0, NumberText.MaxExact - 1);
            Assert.Equal(value, number.Whole / Math.Pow(10, number.Scale));
        }
    }
}
