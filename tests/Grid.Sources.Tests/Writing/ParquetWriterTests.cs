using Grid.Columns;
using ParquetSharp;
using Schema = Grid.Columns.Schema;
using TimeUnit = Grid.Columns.TimeUnit;

namespace Grid.Sources.Tests;

/// <summary>What is written as Parquet, DuckDB reads to the bit.</summary>
public sealed class ParquetWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TableCompression.None)]
    [InlineData(TableCompression.Snappy)]
    [InlineData(TableCompression.Gzip)]
    [InlineData(TableCompression.Zstd)]
    [InlineData(TableCompression.Lz4)]
    public void Every_type_is_read_to_the_bit(TableCompression compression)
    {
        var random = new RandomTables((int)compression);
        RecordBatch[] batches = [random.Batch(RandomTables.EveryType, 150), random.Batch(RandomTables.EveryType, 0), random.Batch(RandomTables.EveryType, 2500)];
        AssertRead(RandomTables.EveryType, batches, compression);
    }

    [Fact]
    public void Rows_past_a_row_group_and_whole_numbers_past_64_bits()
    {
        const int rows = (1 << 18) + 1000;
        var whole = ColumnFactory.Int64([.. Enumerable.Range(0, rows).Select(i => (long?)i)]);
        var text = ColumnFactory.Utf8([.. Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? null : $"t{i}")]);
        var batch = RecordBatch.From(("whole", whole), ("text", text));
        string path = AssertRead(batch.Schema, [batch.Slice(0, 200_001), batch.Slice(200_001, rows - 200_001)], TableCompression.Snappy);
        using (var file = new ParquetFileReader(path))
        {
            Assert.Equal(2, file.FileMetaData.NumRowGroups);
            using var group = file.RowGroup(0);
            var chunk = group.MetaData.GetColumnChunkMetaData(0);
            Assert.Equal(1 << 18, group.MetaData.NumRows);
            var statistics = Assert.IsType<Statistics<long>>(chunk.Statistics);
            Assert.Equal((0L, (1L << 18) - 1, 0L), (statistics.Min, statistics.Max, statistics.NullCount));
        }
        Int128 huge = (Int128)ulong.MaxValue * 1000;
        var sums = RecordBatch.From(("sum", ColumnFactory.Primitive<Int128>(DataType.Decimal128, new Int128?[] { huge, null, -huge })));
        string sum = _folder.Write("sum.parquet", Saved.Bytes(new(TableFormat.Parquet, TableCompression.Snappy), sums.Schema, [sums]));
        Assert.Equal([$"{huge}", null, $"{-huge}"], DuckDb.Read($"(SELECT sum::VARCHAR AS sum FROM '{sum}')", new Schema([new Field("sum", DataType.Utf8)]))[0]);
    }

    [Fact]
    public void Types_are_those_that_parquet_has_for_them()
    {
        var schema = new Schema([.. RandomTables.Types.Select((type, i) => new Field($"c{i}", type)), new Field("berlin", DataType.Timestamp(TimeUnit.Millisecond, "Europe/Berlin"))]);
        string path = _folder.Write("t.parquet", Saved.Bytes(new(TableFormat.Parquet, TableCompression.Snappy), schema, []));
        using var file = new ParquetFileReader(path);
        string[] types = [.. Enumerable.Range(0, schema.Count).Select(i => file.FileMetaData.Schema.Column(i).LogicalType.ToString())];
        Assert.Equal(
            [
                "None", Int(true), Int(false), "None", "String", "Date",
                Time("milliseconds", false), Time("milliseconds", false), Time("microseconds", false), Time("nanoseconds", false),
                Time("milliseconds", true), Time("microseconds", true), Time("nanoseconds", true), Time("milliseconds", true),
            ],
            types);
        Assert.True(file.FileMetaData.KeyValueMetadata.ContainsKey("ARROW:schema"));
        Assert.Empty(DuckDb.Read($"'{path}'", schema)[0]);

        static string Int(bool signed) => $"Int(bitWidth=64, isSigned={(signed ? "true" : "false")})";
        static string Time(string unit, bool utc) => $"Timestamp(isAdjustedToUTC={(utc ? "true" : "false")}, timeUnit={unit}, is_from_converted_type=false, force_set_converted_type=false)";
    }

    [Fact]
    public void The_bytes_are_the_same_for_any_number_of_threads()
    {
        var batch = new RandomTables(3).Batch(RandomTables.EveryType, 30_000);
        var form = new TableForm(TableFormat.Parquet, TableCompression.Zstd);
        Assert.Equal(Saved.Bytes(form, RandomTables.EveryType, [batch], threads: 1), Saved.Bytes(form, RandomTables.EveryType, [batch.Slice(0, 111), batch.Slice(111, 30_000 - 111)], threads: 4));
    }

    [Fact]
    public void Five_thousand_columns_are_read()
    {
        var wide = RecordBatch.From([.. Enumerable.Range(0, 5000).Select(i => ($"c{i}", (Columns.Column)ColumnFactory.Int64(i, null, -i)))]);
        AssertRead(wide.Schema, [wide], TableCompression.Snappy);
    }

    private string AssertRead(Schema schema, IReadOnlyList<RecordBatch> batches, TableCompression compression)
    {
        string path = _folder.Write($"{compression}.parquet", Saved.Bytes(new(TableFormat.Parquet, compression), schema, batches));
        var read = DuckDb.Read($"read_parquet('{path}')", schema);
        for (int i = 0; i < schema.Count; i++)
        {
            var type = schema[i].Type;
            Assert.Equal(Saved.Column(batches, i).Select(cell => Expected(type, cell)), read[i]);
        }
        return path;
    }

    // Seconds are milliseconds there; of what has a zone, DuckDB shows microseconds, towards 1970.
    private static object? Expected(DataType type, object? cell) => (type, cell) switch
    {
        (TimestampType { Unit: TimeUnit.Second, TimeZone: null }, long ticks) => ticks * 1000,
        (TimestampType { Unit: TimeUnit.Second }, long ticks) => ticks * 1_000_000,
        (TimestampType { Unit: TimeUnit.Millisecond, TimeZone: not null }, long ticks) => ticks * 1000,
        (TimestampType { Unit: TimeUnit.Nanosecond, TimeZone: not null }, long ticks) => ticks / 1000,
        _ => cell,
    };
}
