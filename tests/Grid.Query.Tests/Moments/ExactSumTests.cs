namespace Grid.Query.Tests;

public class ExactSumTests
{
    [Fact]
    public void A_sum_is_the_exact_one_rounded_once() => Properties.Hold(seed =>
    {
        double[] values = Values(new Random(seed));
        Assert.Equal(Reference.Sum(values.Select(Scalar.Float64)), Sum(values).Round());
    });

    [Fact]
    public void Order_and_grouping_do_not_show_in_the_bits() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        double[] values = Values(random);
        var whole = Sum(values);
        random.Shuffle(values);
        int cut = random.Next(values.Length + 1);
        var left = Sum(values[..cut]);
        left.Add(Sum(values[cut..]));
        Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Round()), BitConverter.DoubleToInt64Bits(left.Round()));
        Assert.Equal(whole.Canonical(), left.Canonical());
    });

    [Fact]
    public void Terms_near_the_end_of_the_range_do_not_overflow_on_the_way()
    {
        Assert.Equal(1e308, Sum([1e308, 1e308, 1e308, -1e308, -1e308]).Round());
        Assert.Equal(1, Sum([1e308, 1, 1e308, -1e308, -1e308]).Round());
        Assert.Equal(double.PositiveInfinity, Sum([1e308, 1e308]).Round());
    }

    // Four terms that are held as they are cancel one that is held apart, and what is left is of any size.
    [Theory]
    [InlineData(3.7)]
    [InlineData(-1e-300)]
    [InlineData(1e17)]
    public void Huge_terms_that_cancel_leave_what_is_beside_them(double rest)
    {
        double quarter = Math.ScaleB(1, 959);

        Assert.Equal(rest, Sum([rest, 4 * quarter, -quarter, -quarter, -quarter, -quarter]).Round());
    }

    // Few bits at few places: most sums end near the middle between two doubles, where the least of the terms decides.
    [Fact]
    public void Of_huge_terms_the_least_decides_a_tie_however_they_are_held() => Properties.Hold(
        seed =>
        {
            var random = new Random(seed);
            int[] places = [-1074, -900, -30, 0, 20, 27, 60, 100, 850, 900, 906, 907, 908, 955, 959, 960, 961, 1000, 1005];
            double[] values = [.. Enumerable.Range(0, 12).Select(_ => Math.ScaleB(random.Next(-3, 4), places[random.Next(places.Length)]))];
            double expected = Reference.Sum(values.Select(Scalar.Float64));

            for (int i = 0; i < 4; i++)
            {
                random.Shuffle(values);
                int cut = random.Next(values.Length + 1);
                var sum = Sum(values[..cut]);
                sum.Add(Sum(values[cut..]));
                Assert.Equal(expected, sum.Round());
                Assert.Equal(Sum(values).Scaled(ExactSum.Apart).Canonical(), sum.Scaled(ExactSum.Apart).Canonical());
            }
        },
        runs: 500);

    [Theory]
    [InlineData(double.PositiveInfinity, 1, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 1, double.NegativeInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, double.NaN)]
    [InlineData(double.NaN, 1, double.NaN)]
    public void Infinities_and_NaN_decide_the_sum(double a, double b, double sum) => Assert.Equal(sum, Sum([a, b, 3]).Round());

    [Fact]
    public void Products_are_added_without_rounding()
    {
        var sum = new ExactSum();
        sum.AddProduct(0.1, 3);
        sum.Add(-0.30000000000000004);
        Assert.Equal(-2.7755575615628914E-17, sum.Round());
    }

    [Fact]
    public void Products_of_all_sizes_cancel_whatever_their_order() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        (long N, double A, double B)[] products = [.. Enumerable.Range(0, 40).Select(_ => (random.NextInt64(1, 1000), Any(), Any()))];
        var whole = Of(products);
        random.Shuffle(products);
        int cut = random.Next(products.Length + 1);
        var merged = Of(products[..cut]);
        merged.Add(Of(products[cut..]));
        Assert.Equal(whole.RoundFar(), merged.RoundFar());
        var writer = new ByteWriter();
        merged.Write(writer);
        var reader = new ByteReader(writer.ToArray(), "sum");
        Assert.Equal(whole.RoundFar(), ExactSum.Read(ref reader).RoundFar());
        merged.Add(whole, -1);
        Assert.Equal((0, 0), merged.RoundFar());

        double Any() => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-1074, 1024));

        static ExactSum Of((long N, double A, double B)[] products)
        {
            var sum = new ExactSum();
            foreach (var (n, a, b) in products)
                sum.AddProduct(n, a, b);
            return sum;
        }
    });

    [Theory]
    [InlineData(5e-324, 5e-324, 0, -1200)]
    [InlineData(1e-200, 3e-200, 0, -1200)]
    [InlineData(3, 7, 21, 0)]
    [InlineData(1e200, 3e200, 0, 1100)]
    public void A_product_that_is_no_double_is_one_times_a_power_of_two(double a, double b, double value, int exponent)
    {
        var sum = new ExactSum();
        sum.AddProduct(a, b);
        sum.AddProduct(b, a);
        var far = sum.RoundFar();
        Assert.Equal(exponent, far.Exponent);
        double scaled = exponent switch { 0 => 2 * value, 1100 => 2 * Math.ScaleB(a, -550) * Math.ScaleB(b, -550), _ => 2 * Math.ScaleB(a, 600) * Math.ScaleB(b, 600) };
        Assert.Equal(scaled, far.Value);
    }

    [Fact]
    public void Whole_numbers_of_128_bits_come_back() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        var value = (Int128)random.NextInt64(long.MinValue, long.MaxValue) * random.NextInt64(1L << 50);
        var sum = new ExactSum();
        sum.Add(value);
        Assert.Equal(value, sum.ToInt128());
        sum.Add(0.5);
        Assert.Null(sum.ToInt128());
    });

    [Fact]
    public void Sums_travel_as_bytes() => Properties.Hold(seed =>
    {
        var sum = Sum(Values(new Random(seed)));
        var writer = new ByteWriter();
        sum.Write(writer);
        var reader = new ByteReader(writer.ToArray(), "sum");
        var read = ExactSum.Read(ref reader);
        reader.End();
        Assert.Equal(sum.Canonical(), read.Canonical());
    });

    private static ExactSum Sum(double[] values)
    {
        var sum = new ExactSum();
        foreach (double value in values)
            sum.Add(value);
        return sum;
    }

    private static double[] Values(Random random)
    {
        int scale = random.Next(1, 300);
        return [.. Enumerable.Range(0, random.Next(60)).Select(_ =>
            (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-scale, scale)) * (random.Next(20) == 0 ? 0 : 1))];
    }
}
