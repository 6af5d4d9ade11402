using FsCheck;
using FsCheck.Fluent;

namespace Grid.Learning.Tests;

public class NumberSortTests
{
    private static readonly double[] Odd =
        [double.NegativeInfinity, double.MinValue, -1, -double.Epsilon, 0, double.Epsilon, 1, 1.0000000000000002, double.MaxValue, double.PositiveInfinity];

    [Fact]
    public void Numbers_are_sorted_as_the_plain_sort_does()
    {
        var cases =
            from seed in Gen.Choose(0, 100_000)
            from count in Gen.Elements(0, 1, 2, 1023, 1024, 3000)
            from kind in Gen.Choose(0, 3)
            select (seed, count, kind);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var random = new Random(c.seed);
            var values = new double[c.count];
            foreach (ref double value in values.AsSpan())
            {
                value = c.kind switch
                {
                    0 => random.NextDouble(),
                    1 => random.Next(-5, 5),
                    2 => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300)),
                    _ => Odd[random.Next(Odd.Length)],
                };
                value += 0.0;
            }
            double[] expected = [.. values];
            Array.Sort(expected);

            NumberSort.Sort(values);

            Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), values.Select(BitConverter.DoubleToInt64Bits));
        }).QuickCheckThrowOnFailure();
    }
}
