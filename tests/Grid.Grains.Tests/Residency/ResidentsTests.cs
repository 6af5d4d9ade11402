using Grid.Columns;

namespace Grid.Grains.Tests.Residency;

public sealed class ResidentsTests
{
    private readonly SiloMemory _memory = new("a", 100);
    private readonly SiloHoldings _holdings = new();
    private readonly Residents _residents;

    public ResidentsTests() => _residents = new Residents(_memory, _holdings);

    [Fact]
    public async Task What_is_not_used_makes_room_for_what_is_asked_for()
    {
        var (first, second) = (Open(0, 60), Open(1, 60));
        await UseAsync(first, "s1");
        Assert.Equal((60, 60), (_memory.Used, _residents.Held));

        await UseAsync(second, "s1");

        Assert.Null(first[0].Column);
        Assert.NotNull(second[0].Column);
        Assert.Equal((60, 60), (_memory.Used, _residents.Held));
        Assert.Equal(60, Assert.Single(_holdings.List()).Bytes);
    }

    [Fact]
    public async Task Who_finds_no_room_waits_for_those_that_use_it_and_holds_nothing_meanwhile()
    {
        var (first, second) = (Open(0, 60), Open(1, 60));
        var pins = await PinAsync(first);
        pins.Fill(0, Bytes(60));

        var waits = PinAsync(second);
        Assert.False(waits.IsCompleted);
        Assert.Equal(60, _memory.Used);
        pins.Dispose();

        using var granted = await waits.WaitAsync(Test.Token);
        Assert.Equal([0], granted.Missing);
        Assert.Equal(60, _memory.Used);
    }

    [Fact]
    public async Task Who_asks_for_what_has_just_come_in_goes_before_those_that_wait_for_room()
    {
        var (first, second) = (Open(0, 60), Open(1, 60));
        var pins = await PinAsync(first);
        var waits = PinAsync(second);
        var shares = PinAsync(first, "other");
        pins.Fill(0, Bytes(60));
        Assert.NotNull(_residents.TryPin(first, [0], "third"));

        pins.Dispose();

        using var shared = await shares.WaitAsync(Test.Token);
        Assert.Empty(shared.Missing);
        Assert.False(waits.IsCompleted);
    }

    [Fact]
    public async Task Who_waits_and_gives_up_holds_up_nobody()
    {
        var (first, second, third) = (Open(0, 60), Open(1, 60), Open(2, 40));
        var pins = await PinAsync(first);
        pins.Fill(0, Bytes(60));
        using var cancel = new CancellationTokenSource();
        var waits = _residents.PinAsync(second, [0], "s", cancel.Token);
        var behind = PinAsync(third);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        using var granted = await behind.WaitAsync(Test.Token);
        Assert.Equal(100, _memory.Used);
    }

    [Fact]
    public async Task What_can_never_fit_is_refused_with_the_figures()
    {
        _memory.Hold("another", 30);
        var large = Open(3, 71);

        var refusal = await Assert.ThrowsAsync<MemoryBudgetException>(() => PinAsync(large));

        Assert.Equal(
            "1 column of partition 3 of 'd' takes about 71 B at once, and silo 'a' has 70 B left of its budget of 100 B. "
            + "Drop other datasets, allow more memory (--memory), or cut the files into smaller partitions.", refusal.Message);
        Assert.Equal(30, _memory.Used);
    }

    [Fact]
    public async Task What_waits_is_refused_once_others_have_taken_what_it_would_need()
    {
        var (first, second) = (Open(0, 60), Open(1, 60));
        var pins = await PinAsync(first);
        var waits = PinAsync(second);

        _memory.Hold("another", 50);
        pins.Dispose();

        await Assert.ThrowsAsync<MemoryBudgetException>(() => waits.WaitAsync(Test.Token));
    }

    [Fact]
    public async Task A_table_in_memory_has_the_room_of_what_is_not_used()
    {
        var partition = Open(0, 60);
        await UseAsync(partition, "s1");

        _memory.Reserve("load", 90, "Loading");

        Assert.Null(partition[0].Column);
        Assert.Equal((90, 0), (_memory.Used, _residents.Held));
    }

    [Fact]
    public async Task What_a_table_in_memory_gives_back_lets_those_in_that_wait()
    {
        _memory.Hold("load", 30);
        var (first, second) = (Open(0, 60), Open(1, 40));
        using var pins = await PinAsync(first);
        var waits = PinAsync(second);
        Assert.False(waits.IsCompleted);

        _memory.Hold("load", 0);

        using var granted = await waits.WaitAsync(Test.Token);
    }

    [Fact]
    public async Task Of_partitions_that_are_read_in_turn_most_stay()
    {
        ResidentColumns[] partitions = [.. Enumerable.Range(0, 10).Select(i => Open(i, 20))];
        foreach (var partition in partitions)
            await UseAsync(partition, "s1");
        int[] stayed = [.. Enumerable.Range(0, 10).Where(i => partitions[i][0].Column is not null)];
        Assert.Equal(5, stayed.Length);

        int found = 0;
        foreach (var partition in partitions)
        {
            found += partition[0].Column is null ? 0 : 1;
            await UseAsync(partition, "s2");
        }

        Assert.InRange(found, 4, 5);
    }

    [Fact]
    public async Task Columns_that_no_scan_has_used_of_late_go_first()
    {
        var (old, used) = (Open(0, 40), Open(1, 40));
        await UseAsync(old, "s0");
        for (int i = 1; i < 8; i++)
            await UseAsync(used, $"s{i}");

        await UseAsync(Open(2, 40), "s8");

        Assert.Null(old[0].Column);
        Assert.NotNull(used[0].Column);
    }

    [Fact]
    public async Task What_turns_out_larger_is_let_in_and_others_make_room()
    {
        var (first, second) = (Open(0, 40), Open(1, 40));
        await UseAsync(first, "s");

        using var pins = await PinAsync(second);
        pins.Fill(0, Bytes(90));

        Assert.Null(first[0].Column);
        Assert.Equal(90, _memory.Used);
        Assert.Equal(90, second.Whole);
    }

    [Fact]
    public async Task A_partition_that_goes_leaves_nothing_and_what_is_under_way_for_it_ends()
    {
        var (first, second) = (Open(0, 60), Open(1, 60));
        var pins = await PinAsync(first);
        pins.Fill(0, Bytes(60));
        var waits = PinAsync(second);

        _residents.Close(second);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        _residents.Close(first);
        Assert.Equal(0, _memory.Used);
        pins.Fill(0, Bytes(60));
        pins.Dispose();

        Assert.Equal((0, 0), (_memory.Used, _residents.Held));
        Assert.Empty(_holdings.List());
    }

    [Fact]
    public async Task Requests_of_many_threads_are_all_granted_and_the_budget_is_kept()
    {
        ResidentColumns[] partitions = [.. Enumerable.Range(0, 12).Select(i => Open(i, 15, 15, 15))];
        var turns = partitions.Select(_ => new SemaphoreSlim(1)).ToArray();
        int beyond = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 400; i++)
            {
                int at = random.Next(partitions.Length);
                int[] columns = [.. Enumerable.Range(0, 3).Where(_ => random.Next(2) == 0)];
                await turns[at].WaitAsync(Test.Token);
                var pins = await _residents.PinAsync(partitions[at], columns, $"{worker}/{i}", Test.Token);
                foreach (int c in pins.Missing)
                    pins.Fill(c, Bytes(15));
                turns[at].Release();
                if (_memory.Used > 100)
                    Interlocked.Increment(ref beyond);
                Assert.All(columns, c => Assert.NotNull(partitions[at][c].Column));
                if (random.Next(3) == 0)
                    await Task.Yield();
                pins.Dispose();
            }
        }, Test.Token)));

        Assert.Equal(0, beyond);
        Assert.Equal(_memory.Used, _residents.Held);
    }

    private ResidentColumns Open(int index, params long[] expected) => _residents.Open(new PartitionKey("d", "load", index).ToString(), expected);

    private Task<ColumnPins> PinAsync(ResidentColumns partition, string scan = "s") => _residents.PinAsync(partition, [0], scan, Test.Token);

    private async Task UseAsync(ResidentColumns partition, string scan)
    {
        using var pins = await PinAsync(partition, scan);
        foreach (int c in pins.Missing)
            pins.Fill(c, Bytes((int)partition[c].Expected));
    }

    private static PrimitiveColumn<byte> Bytes(int count) => new(DataType.UInt8, new byte[count]);
}
