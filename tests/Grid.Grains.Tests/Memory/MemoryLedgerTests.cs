namespace Grid.Grains.Tests.Memory;

public sealed class MemoryLedgerTests
{
    private readonly ToldSilos _silos = new(("s0", 0), ("s1", 400));
    private readonly MemoryLedger _ledger;

    public MemoryLedgerTests() => _ledger = new MemoryLedger(_silos);

    [Fact]
    public async Task Loads_that_start_at_once_are_not_given_the_same_room()
    {
        await ReserveAsync("a", 1000);
        await ReserveAsync("b", 600);

        var refusal = await Assert.ThrowsAsync<MemoryBudgetException>(() => ReserveAsync("c", 1, held: 99));

        Assert.Equal(
            "Loading takes about 100 B, and the 2 silos have 99 B left of their budgets of 2.00 kB. "
            + "Drop other datasets, load fewer files, add silos, or allow more memory.", refusal.Message);
    }

    [Fact]
    public async Task A_silo_without_a_bound_takes_anything()
    {
        _silos.Budget = 0;

        await ReserveAsync("a", 5000);
    }

    [Fact]
    public async Task What_a_load_gives_back_or_asks_anew_stands_in_place_of_what_it_had()
    {
        // It waits but a moment for those that came after it.
        var ledger = new MemoryLedger(_silos, TimeSpan.FromMilliseconds(50));
        await ReserveAsync("a", 1600, to: ledger);
        await ReserveAsync("a", 100, to: ledger);
        await ReserveAsync("b", 1500, to: ledger);
        ledger.Release("b");
        await ReserveAsync("c", 1500, to: ledger);

        await Assert.ThrowsAsync<MemoryBudgetException>(() => ReserveAsync("a", 101, to: ledger));
    }

    [Fact]
    public async Task What_has_come_to_be_held_is_counted_until_the_leases_tell_of_it()
    {
        await ReserveAsync("a", 1600);
        await ReserveAsync("a", 0); // all of it is loaded, and no lease says so yet
        var other = ReserveAsync("b", 1);
        Assert.False(other.IsCompleted);

        _silos.Set("s0", 1000);
        _silos.Set("s1", 1000);

        await Assert.ThrowsAsync<MemoryBudgetException>(() => other);
    }

    [Fact]
    public async Task Of_loads_that_turn_out_too_large_together_the_last_that_was_let_in_is_refused()
    {
        await ReserveAsync("first", 700);
        await ReserveAsync("second", 700);

        var first = ReserveAsync("first", 1000);
        await Assert.ThrowsAsync<MemoryBudgetException>(() => ReserveAsync("second", 1000));
        Assert.False(first.IsCompleted);
        _ledger.Release("second");

        await first;
    }

    private Task ReserveAsync(string load, long bytes, long held = 0, MemoryLedger? to = null) => (to ?? _ledger).ReserveAsync(new ReservationRequest(load, bytes, "Loading", held), Test.Token);
}
