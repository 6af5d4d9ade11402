namespace Grid.Query.Tests;

public class KeyHistogramTests
{
    private const int Limit = 1 << 12;

    [Fact]
    public void Few_keys_stay_as_they_are()
    {
        var histogram = new KeyHistogram(Limit);
        histogram.Add([9, 3, 1UL << 60], 3, 1UL << 60);
        histogram.Add([3], 3, 3);

        var distribution = histogram.ToDistribution();

        Assert.True(distribution.IsExact);
        Assert.Equal([3UL, 9, 1UL << 60], distribution.Keys.ToArray());
        Assert.Equal([2L, 1, 1], distribution.Counts.ToArray());
    }

    [Theory, InlineData(1, 40), InlineData(2, 600), InlineData(3, 5_000)]
    public void Every_rank_is_among_the_keys_that_are_told_for_it(int seed, int count)
    {
        var random = new Random(seed);
        ulong[] keys = [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(1L << random.Next(1, 62)))];
        var histogram = new KeyHistogram(Limit);
        foreach (var block in keys.Chunk(97))
            histogram.Add(block, block.Min(), block.Max());
        // One that comes with its count ends the few.
        if (seed == 2)
            histogram.Add(keys[0], 2);

        var distribution = histogram.ToDistribution();

        ulong[] sorted = [.. keys.Concat(seed == 2 ? [keys[0], keys[0]] : []).Order()];
        for (int rank = 0; rank < sorted.Length; rank++)
        {
            var (least, most, before) = distribution.Find(rank);
            Assert.InRange(sorted[rank], least, most);
            Assert.Equal(sorted.Count(k => k < least), before);
        }
    }
}
