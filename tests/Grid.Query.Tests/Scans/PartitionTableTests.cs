using Grid.Columns;

namespace Grid.Query.Tests;

public class PartitionTableTests
{
    [Fact]
    public void Halves_have_the_rows_in_their_places_whatever_the_batches() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int rows = random.Next(2, 300);
        var whole = new CutTable([("n", DataType.Int64, [.. Enumerable.Range(0, rows).Select(i => Scalar.Int64(i))])], seed, parts: 1).Tables[0];
        var table = new PartitionTable(whole.Schema, whole.Batches, firstRow: 1000) { IsLent = random.Next(2) == 0 };
        var (first, second) = table.InHalves();
        Assert.Equal(rows / 2, first.Rows);
        Assert.Equal(rows - (rows / 2), second.Rows);
        Assert.Equal((1000L, 1000L + (rows / 2)), (first.FirstRow, second.FirstRow));
        Assert.Equal((table.IsLent, table.IsLent), (first.IsLent, second.IsLent));
        var question = new HeadQuestion(1000);
        Assert.Equal(Bits.Of(Execution.Ask(question, table.Schema, [table])), Bits.Of(Execution.Ask(question, table.Schema, [second, first])));
    });
}
