namespace Grid.Columns.Tests;

public class SchemaTests
{
    [Fact]
    public void Schemas_are_compared_by_value()
    {
        Schema Make(bool ordered) => new([new Field("a", DataType.Int8), new Field("b", DataType.Dictionary(DataType.UInt8, DataType.Timestamp(TimeUnit.Second, "UTC"), ordered))]);
        Assert.Equal(Make(true), Make(true));
        Assert.Equal(Make(true).GetHashCode(), Make(true).GetHashCode());
        Assert.NotEqual(Make(true), Make(false));
        Assert.NotEqual(new Schema([new Field("a", DataType.Int8)]), new Schema([new Field("a", DataType.Int8, false)]));
    }

    [Fact]
    public void A_column_is_found_by_its_exact_name()
    {
        var schema = new Schema([new Field("a", DataType.Int8), new Field("A", DataType.Int8), new Field("", DataType.Int8)]);
        Assert.Equal(1, schema.IndexOf("A"));
        Assert.Equal(2, schema.IndexOf(""));
        Assert.Equal(-1, schema.IndexOf("b"));
    }

    [Fact]
    public void Two_columns_of_one_name_are_refused() =>
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => new Schema([new Field("a", DataType.Int8), new Field("a", DataType.Bool)])).Message);

    [Fact]
    public void Types_are_written_as_users_know_them()
    {
        Assert.Equal("timestamp[us, UTC]", DataType.Timestamp(TimeUnit.Microsecond, "UTC").ToString());
        Assert.Equal("dictionary<uint8, utf8>", DataType.Dictionary(DataType.UInt8, DataType.Utf8, true).ToString());
        Assert.Equal("a: float64, b: bool not null", new Schema([new Field("a", DataType.Float64), new Field("b", DataType.Bool, false)]).ToString());
    }

    [Fact]
    public void The_logical_type_forgets_the_encoding()
    {
        Assert.Equal(LogicalType.Whole, DataType.UInt32.Logical);
        Assert.Equal(LogicalType.Unsigned, DataType.UInt64.Logical);
        Assert.Equal(LogicalType.Real, DataType.Dictionary(DataType.Int8, DataType.Float32).Logical);
        Assert.Equal(LogicalType.Text, DataType.Utf8.Logical);
    }
}
