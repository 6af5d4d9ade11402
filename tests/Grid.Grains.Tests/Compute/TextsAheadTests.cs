using Grid.Columns;
using Grid.Query;

namespace Grid.Grains.Tests.Compute;

public sealed class TextsAheadTests
{
    private const int Rows = (int)SiloRehearsal.FewestRows;

    [Fact]
    public async Task Texts_of_large_partitions_that_recur_are_numbered_and_no_others()
    {
        using var pool = new ComputePool(1);
        var ahead = new TextsAhead(pool);
        long taken = 0;
        var texts = new DatasetTexts(new Lock(), bytes => (taken += bytes) >= 0);

        ahead.Begin(Table(Rows - 1, texts));
        await ahead.Last;
        Assert.Equal(0, taken);

        var table = Table(Rows, texts);
        ahead.Begin(table);
        await ahead.Last;
        // A number a row of one column; the texts of the other are all different.
        Assert.InRange(taken, sizeof(int) * Rows, (sizeof(int) * Rows) + (1 << 20));
        GC.KeepAlive(table);
    }

    [Fact]
    public async Task A_silo_that_ends_does_not_wait_for_texts()
    {
        var pool = new ComputePool(1);
        var ahead = new TextsAhead(pool);
        pool.Dispose();
        ahead.Begin(Table(Rows, new DatasetTexts(new Lock(), _ => true)));
        await ahead.Last;
    }

    private static PartitionTable Table(int rows, DatasetTexts texts) => new(
        new Schema([new Field("often", DataType.Utf8), new Field("once", DataType.Utf8)]),
        [RecordBatch.From(
            ("often", ColumnFactory.Utf8([.. Enumerable.Range(0, rows).Select(i => $"text {i % 500}")])),
            ("once", ColumnFactory.Utf8([.. Enumerable.Range(0, rows).Select(i => $"text {i}")])))])
    {
        Texts = texts,
    };
}
