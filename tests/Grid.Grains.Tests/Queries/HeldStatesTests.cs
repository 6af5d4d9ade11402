using Grid.Columns;

namespace Grid.Grains.Tests.Queries;

public sealed class HeldStatesTests
{
    private const int Budget = 8 << 20;

    private const long Little = 1 << 20;

    private readonly SiloMemory _memory = new("a", Budget);
    private readonly Residents _residents;

    public HeldStatesTests() => _residents = new Residents(_memory, new SiloHoldings()) { LittleStates = Little };

    [Fact]
    public void A_little_is_not_counted_and_what_is_goes_at_the_end()
    {
        var held = new HeldStates(_residents, "it");
        held.Add(Little);
        Assert.Equal((Little, 0), (held.Bytes, _memory.Used));
        held.Add(500);
        Assert.Equal(500, _memory.Used);
        held.Add(-200);
        Assert.Equal(300, _memory.Used);
        held.Set(Little + 7);
        Assert.Equal(7, _memory.Used);
        held.Dispose();
        Assert.Equal(0, _memory.Used);
        held.Add(Budget);
        Assert.Equal(0, _memory.Used);
    }

    [Fact]
    public async Task Columns_are_let_go_of_for_it_at_once_or_when_nobody_uses_them_any_more()
    {
        var (idle, used) = (Open(0), Open(1));
        (await PinAsync(idle)).Dispose();
        var pins = await PinAsync(used);
        using var held = new HeldStates(_residents, "it");

        held.Add(Little + (5 << 20));
        Assert.Equal((null, 3 << 20), (idle[0].Column, _residents.Held));
        Assert.Equal(Budget, _memory.Used);
        held.Add(1 << 20);
        Assert.NotNull(used[0].Column);
        Assert.Equal(Budget + (1 << 20), _memory.Used);

        pins.Dispose();
        Assert.Null(used[0].Column);
        Assert.Equal(6 << 20, _memory.Used);
        // Who asks for columns has what is left of the budget.
        var waiting = PinAsync(idle);
        var refused = await Assert.ThrowsAsync<MemoryBudgetException>(() => waiting);
        Assert.Contains("3.15 MB at once, and silo 'a' has 2.10 MB left of its budget of 8.39 MB", refused.Message, StringComparison.Ordinal);
        held.Set(0);
        (await PinAsync(idle)).Dispose();
    }

    [Fact]
    public void What_would_not_fit_is_refused_with_the_figures_and_nothing_is_changed()
    {
        using var held = new HeldStates(_residents, "what is merged for a question about 'trips'");
        _memory.Hold("other", 2 << 20);
        held.Add(Little + (5 << 20));

        var refused = Assert.Throws<MemoryBudgetException>(() => held.Add(2 << 20));

        Assert.Equal(
            "what is merged for a question about 'trips' takes more than 7.34 MB, and silo 'a' has 6.29 MB left of its budget of 8.39 MB. "
            + "Ask for fewer groups or of fewer rows (--where), drop other datasets, or allow more memory (--memory).", refused.Message);
        Assert.Equal((Little + (5 << 20), 7 << 20), (held.Bytes, _memory.Used));
        held.Add(1 << 20);
        Assert.Equal(Budget, _memory.Used);
    }

    [Fact]
    public void Where_tables_in_memory_leave_nothing_an_eighth_is_there_all_the_same()
    {
        _memory.Hold("other", Budget);
        using var held = new HeldStates(_residents, "it");
        held.Add(Little + (Budget / 8));
        Assert.Equal(Budget + (Budget / 8), _memory.Used);
        Assert.Throws<MemoryBudgetException>(() => held.Add(1));
        // Fewer are never refused.
        held.Add(-1);
        Assert.Equal(Budget + (Budget / 8) - 1, _memory.Used);
    }

    private ResidentColumns Open(int index) => _residents.Open(new PartitionKey("d", "load", index).ToString(), [3 << 20]);

    private async Task<ColumnPins> PinAsync(ResidentColumns partition)
    {
        var pins = await _residents.PinAsync(partition, [0], "s", Test.Token);
        foreach (int c in pins.Missing)
            pins.Fill(c, new PrimitiveColumn<byte>(DataType.UInt8, new byte[3 << 20]));
        return pins;
    }
}
