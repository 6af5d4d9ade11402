using Grid.Columns;

namespace Grid.Grains.Tests.Datasets;

public sealed class RowChunksTests
{
    [Fact]
    public void Rows_are_found_by_position_wherever_chunks_begin()
    {
        RecordBatch[] chunks = [Rows(0, 3), Rows(3, 2), Rows(5, 4)];

        for (int first = 0; first < 9; first++)
        {
            var (rows, isLast) = new RowChunks(chunks).From(first);

            int end = first < 3 ? 3 : first < 5 ? 5 : 9;
            Assert.Equal((end - first, end == 9), (rows.Length, isLast));
            Assert.Equal(WireCodec.Encode(Rows(first, end - first)), WireCodec.Encode(rows));
        }
    }

    [Fact]
    public void No_rows_are_one_last_chunk()
    {
        var (rows, isLast) = new RowChunks([Rows(0, 0)]).From(0);

        Assert.Equal((0, true), (rows.Length, isLast));
    }

    private static RecordBatch Rows(int first, int count) =>
        RecordBatch.From(("x", ColumnFactory.Int64([.. Enumerable.Range(first, count).Select(i => (long?)i)])));
}
