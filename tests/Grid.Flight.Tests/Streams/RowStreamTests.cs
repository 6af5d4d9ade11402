using System.Runtime.CompilerServices;
using Grid.Columns;

namespace Grid.Flight.Tests;

public sealed class RowStreamTests
{
    private readonly RowForm _form = new(new Schema([new Field("n", DataType.Int64)]), dictionaries: false);
    private int _made;
    private int _open;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_come_in_the_order_of_the_partitions()
    {
        var rows = await RowStream.ReadAsync(RowsOf, ["0", "1", "2", "3"], _form, Token).SelectMany(Values).ToListAsync(Token);

        Assert.Equal(Enumerable.Range(0, 4000).Select(i => (long)i), rows);
        Assert.Equal(0, _open);
    }

    [Fact]
    public async Task Who_reads_no_further_has_a_few_batches_made_and_no_more()
    {
        await using (var reader = RowStream.ReadAsync(RowsOf, [.. Enumerable.Range(0, 100).Select(i => $"{i}")], _form, Token).GetAsyncEnumerator(Token))
        {
            Assert.True(await reader.MoveNextAsync());
            int before;
            do
            {
                before = Volatile.Read(ref _made);
                await Task.Delay(100, Token);
            }
            while (before != Volatile.Read(ref _made));
            Assert.InRange(before, 1, 12);
            Assert.Equal(2, Volatile.Read(ref _open));
        }

        Assert.Equal(0, _open);
    }

    [Fact]
    public async Task A_fault_comes_in_its_turn_and_ends_the_rest()
    {
        var rows = new List<long>();

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var batch in RowStream.ReadAsync((partition, end) => partition == "bad" ? throw new InvalidOperationException("lost") : RowsOf(partition, end), ["0", "bad", "2"], _form, Token))
                rows.AddRange(Values(batch));
        });

        Assert.Equal("lost", fault.Message);
        Assert.Equal(1000, rows.Count);
        Assert.Equal(0, _open);
    }

    private async IAsyncEnumerable<RecordBatch> RowsOf(string partition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Interlocked.Increment(ref _open);
        try
        {
            for (int i = 0; i < 10; i++)
            {
                await Task.Yield();
                cancellation.ThrowIfCancellationRequested();
                long first = (long.Parse(partition, System.Globalization.CultureInfo.InvariantCulture) * 1000) + (i * 100);
                Interlocked.Increment(ref _made);
                yield return RecordBatch.From(("n", ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, 100).Select(k => first + k)])));
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static IEnumerable<long> Values(RecordBatch batch) => ((PrimitiveColumn<long>)batch.Columns[0]).Values.ToArray();
}
