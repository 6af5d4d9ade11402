namespace Grid.Columns.Tests;

public class RecordBatchTests
{
    [Fact]
    public void A_slice_shows_its_rows_of_every_column()
    {
        var batch = new RandomBatches(4).Batch(RandomBatches.EveryType);
        var slice = batch.Slice(batch.Length / 3, batch.Length / 2);
        for (int i = 0; i < batch.Columns.Count; i++)
            Assert.Equal(Cells.Of(batch.Columns[i]).Skip(batch.Length / 3).Take(batch.Length / 2), Cells.Of(slice.Columns[i]));
    }

    [Fact]
    public void Columns_that_are_not_the_schemas_are_refused_by_name()
    {
        var schema = new Schema([new Field("a", DataType.Int64)]);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => new RecordBatch(schema, [ColumnFactory.Utf8("x")], 1)).Message);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => new RecordBatch(schema, [ColumnFactory.Int64(1)], 2)).Message);
        Assert.Throws<ArgumentException>(() => new RecordBatch(schema, [], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordBatch(new Schema([]), [], -1));
    }

    [Fact]
    public void A_null_where_the_field_allows_none_is_refused()
    {
        var schema = new Schema([new Field("a", DataType.Int64, Nullable: false)]);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => new RecordBatch(schema, [ColumnFactory.Int64(1, null)], 2)).Message);
        Assert.Equal(1, new RecordBatch(schema, [ColumnFactory.Int64(1)], 1).Length);
    }

    [Fact]
    public void A_range_that_a_batch_does_not_have_is_refused_even_without_columns() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordBatch(new Schema([]), [], 5).Slice(3, 3));
}
