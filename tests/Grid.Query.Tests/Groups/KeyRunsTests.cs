namespace Grid.Query.Tests;

/// <summary>Values of a group as ascending runs, however they came together.</summary>
public class KeyRunsTests
{
    [Fact]
    public void Runs_merged_in_any_number_are_those_of_all_keys_sorted_at_once() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        // Many of the same, or hardly any.
        ulong range = random.Next(3) switch { 0 => 3UL, 1 => 200UL, _ => ulong.MaxValue };
        ulong[][] parts = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Keys(random, random.Next(4) == 0 ? 0 : random.Next(1, 60), range))];
        ulong[] all = [.. parts.SelectMany(p => p)];

        var merged = KeyRuns.Merge([.. parts.Select(p => KeyRuns.Of([.. p]))]);

        Assert.Equal(all.Order(), Enumerable.Range(0, all.Length).Select(rank => merged.KeyAt(rank)));
        Assert.Equal(Bytes(KeyRuns.Of(all)), Bytes(merged));
    });

    [Fact]
    public void Keys_that_were_counted_are_those_that_were_not() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        ulong[] keys = Keys(random, random.Next(50), 40);
        var counted = keys.GroupBy(k => k).OrderBy(k => k.Key).Select(k => (k.Key, Count: k.LongCount())).ToArray();
        // A key in two places of any order, as codes of an expression may stand for one value.
        var parts = counted.SelectMany(k => k.Count > 1 ? new[] { k with { Count = 1 }, k with { Count = k.Count - 1 } } : [k]).ToArray();
        random.Shuffle(parts);

        Assert.Equal(Bytes(KeyRuns.Of([.. keys])), Bytes(KeyRuns.Counted([.. counted.Select(k => k.Key)], [.. counted.Select(k => k.Count)], ascends: true)));
        Assert.Equal(Bytes(KeyRuns.Of([.. keys])), Bytes(KeyRuns.Counted([.. parts.Select(k => k.Key)], [.. parts.Select(k => k.Count)], ascends: false)));
    });

    private static ulong[] Keys(Random random, int count, ulong range) => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) % range)];

    private static byte[] Bytes(KeyRuns runs)
    {
        var writer = new ByteWriter();
        runs.Write(writer);
        return writer.ToArray();
    }
}
