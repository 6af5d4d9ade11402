using Grid.Columns;

namespace Grid.Cli.Tests;

public class SchemaTextTests
{
    [Fact]
    public void Reads_columns_and_types() => Assert.Equal(
        new Schema([
            new Field("VendorID", DataType.Int64), new Field("a:b", DataType.Utf8), new Field("fare", DataType.Float64),
            new Field("on", DataType.Date32), new Field("at", DataType.Timestamp(TimeUnit.Second)), new Field("flag", DataType.Bool),
        ]),
        SchemaText.Parse("VendorID:int, a:b:text,fare:double,on:date,at:timestamp[s],flag:BOOL"));

    [Theory]
    [InlineData(TimeUnit.Second, null)]
    [InlineData(TimeUnit.Millisecond, "UTC")]
    [InlineData(TimeUnit.Microsecond, null)]
    [InlineData(TimeUnit.Nanosecond, "UTC")]
    public void A_timestamp_is_read_as_its_type_is_printed(TimeUnit unit, string? zone)
    {
        var type = DataType.Timestamp(unit, zone);
        Assert.Equal(type, SchemaText.Parse($"a:int,at:{type}")[1].Type);
    }
}
