namespace Grid.Query.Tests;

public class HyperLogLogTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(50_000)]
    [InlineData(1_000_000)]
    public void An_estimate_is_within_four_standard_errors(int distinct)
    {
        var sketch = new HyperLogLog(14);
        for (int i = 0; i < distinct; i++)
            sketch.Add(StableHash.Of((ulong)i));
        Assert.InRange(sketch.Estimate(), distinct * (1 - 4 * 1.04 / 128), distinct * (1 + 4 * 1.04 / 128));
    }

    [Fact]
    public void A_merged_sketch_is_the_sketch_of_all() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        HyperLogLog left = new(6), right = new(6), all = new(6);
        for (int i = 0; i < 300; i++)
        {
            ulong hash = StableHash.Of((ulong)random.Next(200));
            (random.Next(2) == 0 ? left : right).Add(hash);
            all.Add(hash);
        }
        Assert.Equal(all.Estimate(), left.Merge(right).Estimate());
    });

    [Fact]
    public void Hashes_are_the_same_in_every_process()
    {
        Assert.Equal(0xE220A8397B1DCDAFUL, StableHash.Of(0UL));
        Assert.Equal(StableHash.Of("abcdefghij"u8), StableHash.Of("abcdefghij"u8.ToArray()));
        Assert.NotEqual(StableHash.Of("a"u8), StableHash.Of("a\0"u8));
        Assert.NotEqual(StableHash.Combine(1, 2), StableHash.Combine(2, 1));
    }
}
