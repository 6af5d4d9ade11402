namespace Grid.Columns.Tests;

public class LogicalTypeTests
{
    private static readonly LogicalType[] s_types =
    [
        LogicalType.Bool, LogicalType.Whole, LogicalType.Unsigned, LogicalType.Real, LogicalType.Decimal, LogicalType.Text, LogicalType.Date,
        .. Enum.GetValues<TimeUnit>().SelectMany(unit => new string?[] { null, "UTC", "Europe/Berlin", "+05:30" }.Select(zone => LogicalType.Timestamp(unit, zone))),
    ];

    [Fact]
    public void A_type_is_found_by_its_name() => Assert.All(s_types, type => Assert.Equal(type, LogicalType.Find(type.ToString())));

    [Theory]
    [InlineData("int8")]
    [InlineData("float32")]
    [InlineData("Int64")]
    [InlineData("dictionary<uint8, utf8>")]
    [InlineData("timestamp")]
    [InlineData("timestamp[m]")]
    [InlineData("timestamp[ms")]
    [InlineData("")]
    public void No_other_text_is_a_type(string name) => Assert.Null(LogicalType.Find(name));

    [Theory]
    [InlineData("int64", LogicalKind.Whole)]
    [InlineData("uint64", LogicalKind.Unsigned)]
    [InlineData("float64", LogicalKind.Real)]
    [InlineData("utf8", LogicalKind.Text)]
    [InlineData("date32", LogicalKind.Date)]
    [InlineData("decimal128", LogicalKind.Decimal)]
    [InlineData("timestamp[us, UTC]", LogicalKind.Timestamp)]
    public void Users_write_the_names_that_plain_columns_have(string name, LogicalKind kind)
    {
        Assert.Equal(kind, LogicalType.Find(name)!.Kind);
        Assert.Equal(name, LogicalType.Find(name)!.Storage.ToString());
    }

    [Fact]
    public void What_is_stored_plainly_is_what_it_was() => Assert.All(s_types, type => Assert.Equal(type, type.Storage.Logical));

    [Fact]
    public void What_is_stored_in_fewer_bytes_is_the_same()
    {
        DataType[] whole = [DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64, DataType.UInt8, DataType.UInt16, DataType.UInt32];
        Assert.All(whole, type => Assert.Equal(LogicalType.Whole, type.Logical));
        Assert.All(whole, type => Assert.Equal(LogicalType.Whole, DataType.Dictionary(DataType.UInt8, type).Logical));
        Assert.Equal(LogicalType.Real, DataType.Float32.Logical);
    }

    [Fact]
    public void Types_are_compared_by_value()
    {
        for (int a = 0; a < s_types.Length; a++)
        {
            for (int b = 0; b < s_types.Length; b++)
                Assert.Equal(a == b, s_types[a] == s_types[b]);
        }
        Assert.Equal(LogicalType.Timestamp(TimeUnit.Second, "UTC"), LogicalType.Timestamp(TimeUnit.Second, "UTC"));
        Assert.Equal(DataType.Timestamp(TimeUnit.Second, "UTC"), DataType.Timestamp(TimeUnit.Second, "UTC"));
        Assert.NotEqual(DataType.Timestamp(TimeUnit.Second, "UTC"), DataType.Timestamp(TimeUnit.Second));
    }

    [Fact]
    public void The_numbers_of_kinds_are_those_that_files_of_models_have() =>
        Assert.Equal([0, 4, 8, 10, 11, 12, 13, 15], Enum.GetValues<LogicalKind>().Select(kind => (int)kind).Order());

    [Theory]
    [InlineData(TimeUnit.Second, 86_400)]
    [InlineData(TimeUnit.Nanosecond, 86_400_000_000_000)]
    public void A_day_is_so_many_ticks(TimeUnit unit, long ticks) => Assert.Equal(ticks, LogicalType.Timestamp(unit).TicksPer(LogicalType.Date));
}
