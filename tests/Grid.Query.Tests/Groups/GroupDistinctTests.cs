namespace Grid.Query.Tests;

public class GroupDistinctTests
{
    [Fact]
    public void Merged_keys_are_the_distinct_ones_of_all_and_sketches_do_not_hang_on_the_order() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int groups = random.Next(1, 6), states = random.Next(1, 5), keys = random.Next(3) == 0 ? 6000 : 60;
        var expected = Enumerable.Range(0, groups).Select(_ => new HashSet<ulong>()).ToArray();
        var all = new PairCollector();
        all.Grow(groups);
        var from = new List<GroupDistinct>();
        for (int s = 0; s < states; s++)
        {
            var own = new PairCollector();
            own.Grow(groups);
            for (int i = random.Next(3 * keys); i > 0; i--)
            {
                int group = random.Next(groups);
                ulong key = (ulong)random.Next(keys) << random.Next(2);
                own.Add(group, key);
                all.Add(group, key);
                expected[group].Add(key);
            }
            from.Add(own.ToDistinct([.. Enumerable.Range(0, groups)]));
        }
        int[] slots = [.. Enumerable.Range(0, groups).Reverse()];
        var merged = Merge([.. from], slots);
        from.Reverse();
        var again = Merge([.. from], slots);
        var whole = all.ToDistinct([.. Enumerable.Range(0, groups)]);
        for (int g = 0; g < groups; g++)
        {
            Assert.Equal(expected[g].Count <= GroupLimits.DistinctKeys, merged.CountOf(slots[g]).IsExact);
            if (expected[g].Count <= GroupLimits.DistinctKeys)
                Assert.Equal(expected[g].Count, merged.CountOf(slots[g]).Count);
            Assert.Equal(whole.CountOf(g), merged.CountOf(slots[g]));
            Assert.Equal(merged.CountOf(slots[g]), again.CountOf(slots[g]));
        }
    });

    private static GroupDistinct Merge(GroupDistinct[] from, int[] slots) =>
        GroupDistinct.Merge(from, [.. from.Select(f => (0, f.Count))], [.. from.Select(_ => slots)], slots.Length);
}
