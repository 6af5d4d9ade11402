
namespace Grid.Grains.Tests.Residency;

public sealed class HeapCareTests
{
    private const long Budget = 256_000_000;

    [Theory]
    [InlineData(300_000_000, 40_000_000, long.MaxValue, true)]
    [InlineData(300_000_000, 40_000_000, Budget, true)]
    // It fits in any case.
    [InlineData(250_000_000, 40_000_000, long.MaxValue, false)]
    // There is little to be had.
    [InlineData(300_000_000, 20_000_000, long.MaxValue, false)]
    // It was done a moment ago.
    [InlineData(300_000_000, 40_000_000, Budget - 1, false)]
    public void Gaps_are_closed_where_that_is_worth_it(long heap, long gaps, long allocated, bool expected) =>
        Assert.Equal(expected, new HeapCare(new SiloMemory("local", Budget)).IsToCompact(heap, gaps, allocated));

    [Fact]
    public void A_large_heap_is_not_moved()
    {
        long budget = 2L << 30;
        Assert.False(new HeapCare(new SiloMemory("local", budget)).IsToCompact(2 * budget, budget, long.MaxValue));
    }

    [Fact]
    public void What_nobody_holds_is_gone_once_enough_was_allocated()
    {
        var care = new HeapCare(new SiloMemory("local", 1 << 20));
        var weak = Lost();
        care.Tend();
        Assert.False(weak.TryGetTarget(out _));
    }

    // Apart, so that no register holds it.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference<byte[]> Lost() => new(new byte[32 << 20]);
}
