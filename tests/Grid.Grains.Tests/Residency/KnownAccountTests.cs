using Grid.Columns;
using Grid.Query;

namespace Grid.Grains.Tests.Residency;

public sealed class KnownAccountTests
{
    private const long Budget = 1 << 20;
    private const int Groups = 4000;

    private static readonly Schema s_schema = new([new Field("a", DataType.Int64), new Field("b", DataType.Int64)]);
    private static readonly RecordBatch s_rows = RecordBatch.From(("a", Numbers()), ("b", Numbers()));

    private readonly SiloMemory _memory = new("a", Budget);
    private readonly Residents _residents;

    public KnownAccountTests() => _residents = new Residents(_memory, new SiloHoldings());

    [Fact]
    public void What_is_known_is_in_the_account_but_for_a_little_and_goes_with_its_partition()
    {
        var (first, second) = (Open(0), Open(1));
        Learn(first, "count()");
        long one = first.Known.Bytes - KnownAccount.Little;
        Assert.InRange(one, 8 * Groups, Budget / 8);
        Assert.Equal((one, one), (_memory.Used, _residents.Known));
        Learn(first, "count()");
        Assert.Equal(one, _memory.Used);
        Learn(second, "count()");
        Assert.Equal(2 * one, _memory.Used);

        _residents.Close(first);
        Assert.Equal((one, one), (_memory.Used, _residents.Known));
        Learn(first, "sum(b)");
        Assert.Equal(one, _memory.Used);

        _residents.Know(second, Budget);
        Assert.Equal(0, _memory.Used);
    }

    [Fact]
    public async Task Columns_make_room_for_it_unless_they_are_in_use()
    {
        var partition = Open(0, Budget);
        using (var pins = await _residents.PinAsync(partition, [0], "s", Test.Token))
        {
            pins.Fill(0, new PrimitiveColumn<byte>(DataType.UInt8, new byte[Budget]));
            Learn(partition, "count()");
            Assert.Equal((0, Budget), (_residents.Known, _memory.Used));
            Assert.Null(Find(partition, "count()"));
        }
        Learn(partition, "count()");
        Assert.Null(partition[0].Column);
        Assert.NotNull(Find(partition, "count()"));
        Assert.InRange(_residents.Known, 1, _memory.Used);
    }

    [Fact]
    public async Task It_goes_sooner_than_that_columns_are_refused()
    {
        var partition = Open(0, Budget);
        Learn(partition, "count()");

        using var pins = await _residents.PinAsync(partition, [0], "s", Test.Token);

        Assert.Equal((0, Budget), (_residents.Known, _memory.Used));
        Assert.Null(Find(partition, "count()"));
    }

    [Fact]
    public void It_goes_sooner_than_that_others_are_refused()
    {
        var partition = Open(0);
        Learn(partition, "count()");

        _memory.Reserve("other", Budget, "it");

        Assert.Equal((0, Budget), (_residents.Known, _memory.Used));
        Assert.Null(Find(partition, "count()"));
    }

    [Fact]
    public void Those_that_have_learned_nothing_for_longest_forget_first()
    {
        ResidentColumns[] partitions = [.. Enumerable.Range(0, 20).Select(i => Open(i))];
        Learn(partitions[0], "count()");
        long one = _memory.Used;
        foreach (var partition in partitions)
        {
            Learn(partition, "count()");
            Assert.InRange(_memory.Used, one, Budget / 4);
        }
        int kept = (int)(Budget / 4 / one);
        Assert.InRange(kept, 2, 19);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i >= 20 - kept), partitions.Select(p => Find(p, "count()") is not null));
    }

    private static PrimitiveColumn<long> Numbers() => ColumnFactory.Int64([.. Enumerable.Range(0, Groups).Select(i => (long?)i)]);

    private ResidentColumns Open(int index, params long[] expected)
    {
        var partition = _residents.Open(new PartitionKey("d", "load", index).ToString(), expected);
        _residents.Know(partition, Budget);
        return partition;
    }

    private static void Learn(ResidentColumns partition, string aggregate) =>
        ScanOf(aggregate).Compute(new PartitionTable(s_schema, [s_rows], known: partition.Known) { IsLent = true }, Test.Token);

    private static AggregateState? Find(ResidentColumns partition, string aggregate) => ScanOf(aggregate).Find(partition.Known);

    private static Scan ScanOf(string aggregate) => Execution.Start(new GroupByQuestion(["a"], [aggregate]), s_schema).NextScan!;
}
