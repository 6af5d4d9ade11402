namespace Grid.Grains.Tests.Datasets;

public sealed class PartitionRoomTests
{
    private static readonly string Key = new PartitionKey("trips", "load", 3).ToString();

    private readonly SiloMemory _memory = new("a", 100);

    [Fact]
    public async Task A_silo_by_itself_expects_nothing_as_the_load_has_reserved_it_all()
    {
        var room = Room(("a", 90));
        _memory.Hold("another", 90);

        Assert.True(await room.TryExpectAsync(50));
        Assert.True(room.TryHold(50));
        Assert.Equal(140, _memory.Used);
    }

    [Fact]
    public async Task Where_another_silo_has_room_this_one_gives_up()
    {
        var room = Room(("a", 90), ("b", 30));
        _memory.Hold("another", 90);

        Assert.False(await room.TryExpectAsync(50));
        Assert.False(await room.TryReserveAsync(50));
        Assert.False(room.TryHold(50));
        Assert.Equal(90, _memory.Used);
        Assert.True(await room.TryExpectAsync(10));
    }

    [Fact]
    public async Task Where_no_silo_has_room_it_is_refused_by_the_partition_s_name()
    {
        var room = Room(("a", 90), ("b", 80));
        _memory.Hold("another", 90);

        var refusal = await Assert.ThrowsAsync<MemoryBudgetException>(() => room.TryReserveAsync(50));

        Assert.StartsWith("partition 3 of 'trips' takes about", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<MemoryBudgetException>(() => room.TryHold(50));
        Assert.Equal(90, _memory.Used);
    }

    [Fact]
    public async Task What_moves_away_meanwhile_leaves_room()
    {
        var room = Room(("a", 90), ("b", 80));
        _memory.Hold("another", 90);

        var waits = room.TryReserveAsync(50);
        _memory.Hold("another", 0);

        Assert.True(await waits);
        Assert.Equal(50, _memory.HeldBy(Key));
        room.Free();
        Assert.Equal(0, _memory.Used);
    }

    private PartitionRoom Room(params (string Name, long Bytes)[] silos) =>
        // The ledger is the load's to ask, not a partition's.
        new(Key, _memory, new LoadMemory(_memory, new ToldSilos(silos) { Budget = 100 }, grains: null!));
}
