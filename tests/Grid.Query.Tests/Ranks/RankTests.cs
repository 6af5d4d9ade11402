namespace Grid.Query.Tests;

public class RankTests
{
    [Fact]
    public void Keys_order_as_their_values_do() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        double a = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)), b = random.Next(3) == 0 ? a : random.NextDouble() - 0.5;
        if (!double.IsNaN(a))
            Assert.Equal(a.CompareTo(b), ScalarKey.OfDouble(a).CompareTo(ScalarKey.OfDouble(b)));
        Assert.Equal(a, ScalarKey.ToDouble(ScalarKey.OfDouble(a)));
        long x = random.NextInt64(long.MinValue, long.MaxValue), y = random.NextInt64(long.MinValue, long.MaxValue);
        Assert.Equal(x.CompareTo(y), ScalarKey.OfLong(x).CompareTo(ScalarKey.OfLong(y)));
        Assert.Equal(x, ScalarKey.ToLong(ScalarKey.OfLong(x)));
    });

    [Fact]
    public void Negative_zero_is_zero_and_NaN_comes_last()
    {
        Assert.Equal(ScalarKey.OfDouble(0.0), ScalarKey.OfDouble(-0.0));
        Assert.True(ScalarKey.OfDouble(double.NaN) > ScalarKey.OfDouble(double.PositiveInfinity));
        Assert.Equal(ScalarKey.OfDouble(double.NaN), ScalarKey.OfDouble(-double.NaN));
    }

    [Fact]
    public void Blocks_of_keys_equal_the_plain_loop() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        double[] values = [.. Enumerable.Range(0, random.Next(50)).Select(_ => random.Next(5) switch { 0 => -0.0, 1 => double.NegativeInfinity, 2 => -1.5, 3 => double.Epsilon, _ => random.NextDouble() })];
        var keys = new ulong[values.Length];
        KeyKernel.OfDoubles(values, keys);
        Assert.Equal(values.Select(ScalarKey.OfDouble), keys);
        long[] whole = [.. values.Select(v => random.NextInt64(long.MinValue, long.MaxValue))];
        KeyKernel.OfLongs(whole, keys);
        Assert.Equal(whole.Select(ScalarKey.OfLong), keys);
    });

    [Fact]
    public void A_distribution_follows_from_its_keys_alone() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int limit = random.Next(2, 40);
        ulong mask = random.Next(3) switch { 0 => 0xFF, 1 => 0xFFFF_FFFF, _ => ulong.MaxValue };
        ulong[][] parts = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, random.Next(60)).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) & mask).ToArray())];
        KeyDistribution Of(ulong[] keys, bool listed)
        {
            if (!listed)
            {
                var histogram = new KeyHistogram(limit);
                foreach (var chunk in keys.Chunk(7))
                    histogram.Add(chunk, chunk.Min(), chunk.Max());
                return histogram.ToDistribution();
            }
            var groups = keys.GroupBy(k => k).OrderBy(g => g.Key).ToList();
            return KeyDistribution.Of(limit, [.. groups.Select(g => g.Key)], [.. groups.Select(g => (long)g.Count())]);
        }
        var made = parts.Select(p => Of(p, random.Next(2) == 0)).ToArray();
        string inOrder = Text(made.Aggregate((a, b) => a.Merge(b)));
        random.Shuffle(made);
        Assert.Equal(inOrder, Text(made[0].Merge(made[1]).Merge(made[2].Merge(made[3]))));
        var all = parts.SelectMany(p => p).Order().ToArray();
        var whole = made.Aggregate((a, b) => a.Merge(b));
        Assert.True(whole.Counts.Length <= limit);
        for (int rank = 0; rank < all.Length; rank++)
        {
            var (least, most, before) = whole.Find(rank);
            Assert.InRange(all[rank], least, most);
            Assert.Equal(all.Count(k => k < least), before);
        }
    });

    [Fact]
    public void Ranges_are_found() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        ulong[] ends = [.. Enumerable.Range(0, 2 * random.Next(1, 9)).Select(_ => (ulong)random.NextInt64(random.Next(2) == 0 ? 1000 : long.MaxValue)).Distinct().Order()];
        var ranges = Enumerable.Range(0, ends.Length / 2).Select(i => new KeyRange(ends[2 * i], ends[2 * i + 1])).ToArray();
        if (ranges.Length == 0)
            return;
        var finder = new RangeFinder(ranges);
        foreach (ulong key in ends.SelectMany(e => new[] { e - 1, e, e + 1 }).Append(ulong.MaxValue).Append(0UL))
            Assert.Equal(Array.FindIndex(ranges, r => r.Least <= key && key <= r.Most), finder.Find(key));
    });

    [Theory]
    [InlineData(1, 2, 0.5, 1.5)]
    [InlineData(0.1, 0.3, 0, 0.1)]
    [InlineData(5, double.PositiveInfinity, 0.25, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 5, 0.75, double.NegativeInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, 0.5, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 0.5, double.PositiveInfinity)]
    public void Between_two_values_lies_the_line(double low, double high, double fraction, double value) =>
        Assert.Equal(value, Interpolation.Numbers(low, high, fraction));

    private static string Text(KeyDistribution distribution)
    {
        var writer = new ByteWriter();
        distribution.Write(writer);
        return Convert.ToHexString(writer.ToArray());
    }
}
