using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Grid.Sources.Tests;

/// <summary>Random fields.</summary>
internal static class Generators
{
    private static Gen<string> Digits(int most) =>
        from count in Gen.Choose(1, most)
        from digits in Gen.Elements("0123456789".ToCharArray()).ArrayOf(count)
        select new string(digits);

    private static readonly Gen<string> s_sign = Gen.Elements("", "", "-", "+");

    public static Gen<string> Integer { get; } = from sign in s_sign from digits in Digits(20) select sign + digits;

    public static Gen<string> Decimal { get; } =
        from sign in s_sign
        from digits in Digits(19)
        from point in Gen.Choose(0, digits.Length)
        select sign + digits[..point] + "." + digits[point..];

    public static Gen<string> Short { get; } =
        from sign in Gen.Elements("", "-")
        from digits in Digits(8)
        from point in Gen.Choose(-3, digits.Length)
        select sign + (point < 0 ? digits : digits[..point] + "." + digits[point..]);

    public static Gen<string> Exponential { get; } =
        from number in Gen.OneOf(Integer, Decimal)
        from exponent in Gen.Choose(-330, 330)
        select number + (exponent % 2 == 0 ? "e" : "E") + exponent.ToString(CultureInfo.InvariantCulture);

    public static Gen<string> Number { get; } = Gen.OneOf(Integer, Decimal, Short, Exponential);

    /// <summary>Text made of what numbers and moments are made of, so that much of it nearly is one.</summary>
    public static Gen<string> Nearly { get; } =
        from count in Gen.Choose(0, 20)
        from characters in Gen.Elements("0123456789.-+eE :/TZnaif".ToCharArray()).ArrayOf(count)
        select new string(characters);

    public static Gen<string> Field { get; } =
        Gen.Frequency((10, Short), (3, Number), (2, Gen.Constant("")), (1, Nearly), (1, Gen.Elements("-0", "-0.0", "0", "0.00", ".", "-", "-.", "nan", "12.", "-12345678", "123456789")));
}
