using System.Text;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>JSON lines and Arrow files, and what a path says of format and compression.</summary>
public sealed class OtherWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_lines_are_objects_of_all_columns()
    {
        var batch = RecordBatch.From(
            ("whole", ColumnFactory.Int64(1, null)), ("real", ColumnFactory.Float64(double.NaN, 0.1)), ("a \"b\"", ColumnFactory.Utf8("é\n\u0001\"\\", "")),
            ("day", ColumnFactory.Primitive<int>(DataType.Date32, new int?[] { 0, null })), ("yes", ColumnFactory.Bool(false, true)));
        Assert.Equal(
            "{\"whole\":1,\"real\":NaN,\"a \\\"b\\\"\":\"é\\n\\u0001\\\"\\\\\",\"day\":\"1970-01-01\",\"yes\":false}\n{\"whole\":null,\"real\":0.1,\"a \\\"b\\\"\":\"\",\"day\":null,\"yes\":true}\n",
            Encoding.UTF8.GetString(Saved.Bytes(new(TableFormat.JsonLines, TableCompression.None), batch.Schema, [batch])));
        Assert.Empty(Saved.Bytes(new(TableFormat.JsonLines, TableCompression.None), batch.Schema, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Json_lines_are_read_by_duckdb_to_the_bit(int seed)
    {
        var schema = new Schema(RandomTables.EveryType.Fields.Where(f => f.Type is not TimestampType { Unit: TimeUnit.Nanosecond }));
        var batch = new RandomTables(seed).Batch(schema, 500);
        string path = _folder.Write("t.jsonl", Saved.Bytes(new(TableFormat.JsonLines, TableCompression.None), schema, [batch]));
        string types = string.Join(", ", schema.Fields.Select(f => $"'{f.Name}': '{TypeOf(f.Type)}'"));
        var read = DuckDb.Read($"read_json('{path}', format='newline_delimited', columns={{{types}}})", schema);
        for (int i = 0; i < schema.Count; i++)
            Assert.Equal(Saved.Column([batch], i).Select(cell => Expected(schema[i].Type, cell)), read[i]);

        static string TypeOf(DataType type) => type switch
        {
            { Id: TypeId.Bool } => "BOOLEAN",
            { Id: TypeId.Int64 } => "BIGINT",
            { Id: TypeId.UInt64 } => "UBIGINT",
            { Id: TypeId.Float64 } => "DOUBLE",
            { Id: TypeId.Date32 } => "DATE",
            TimestampType { TimeZone: not null } => "TIMESTAMPTZ",
            TimestampType => "TIMESTAMP",
            _ => "VARCHAR",
        };

        static object? Expected(DataType type, object? cell) => (type, cell) switch
        {
            (TimestampType { Unit: TimeUnit.Second, TimeZone: null }, long ticks) => ticks * 1000,
            (TimestampType { Unit: TimeUnit.Second }, long ticks) => ticks * 1_000_000,
            // A text has no sign of NaN.
            (_, "FFF8000000000000") => "7FF8000000000000",
            _ => cell,
        };
    }

    [Theory]
    [InlineData(TableCompression.None)]
    [InlineData(TableCompression.Lz4)]
    [InlineData(TableCompression.Zstd)]
    public void Arrow_files_read_back_as_they_were(TableCompression compression)
    {
        var random = new RandomTables(9);
        RecordBatch[] batches = [random.Batch(RandomTables.EveryType, 150), random.Batch(RandomTables.EveryType, 0), random.Batch(RandomTables.EveryType, 777)];
        using var reader = ArrowFileReader.Open(Saved.Bytes(new(TableFormat.Arrow, compression), RandomTables.EveryType, batches));
        var read = reader.ReadAll().ToArray();
        Assert.Equal(RandomTables.EveryType, reader.Schema);
        for (int i = 0; i < RandomTables.EveryType.Count; i++)
            Assert.Equal(Saved.Column(batches, i), Saved.Column(read, i));
    }

    [Theory]
    [InlineData("a.csv", TableFormat.Csv, TableCompression.None)]
    [InlineData("a.CSV.GZ", TableFormat.Csv, TableCompression.Gzip)]
    [InlineData("a.csv.zst", TableFormat.Csv, TableCompression.Zstd)]
    [InlineData("a.parquet", TableFormat.Parquet, TableCompression.Snappy)]
    [InlineData("s3://b/a.pq", TableFormat.Parquet, TableCompression.Snappy)]
    [InlineData("a.arrow", TableFormat.Arrow, TableCompression.None)]
    [InlineData("a.feather", TableFormat.Arrow, TableCompression.None)]
    [InlineData("a.ndjson.gz", TableFormat.JsonLines, TableCompression.Gzip)]
    [InlineData("a.json", TableFormat.JsonLines, TableCompression.None)]
    [InlineData("parts.csv/", TableFormat.Parquet, TableCompression.Snappy)]
    public void A_path_says_what_is_written(string path, TableFormat format, TableCompression compression) =>
        Assert.Equal(new TableForm(format, compression), TableForm.Of(path, new SaveOptions()));

    [Theory]
    [InlineData("a.xlsx", null, null, "its extension says no format")]
    [InlineData("a", null, null, "its extension says no format")]
    [InlineData("a.csv.gz", null, TableCompression.Zstd, "its extension says gzip, and --compression zstd")]
    [InlineData("a.parquet.gz", null, null, "parquet is compressed within")]
    [InlineData("a.csv", null, TableCompression.Snappy, "csv is not compressed by snappy; choose none or gzip or zstd")]
    [InlineData("a.arrow", null, TableCompression.Gzip, "arrow is not compressed by gzip; choose none or lz4 or zstd")]
    [InlineData("-", TableFormat.JsonLines, TableCompression.Lz4, "jsonl is not compressed by lz4")]
    public void What_contradicts_itself_is_refused(string path, TableFormat? format, TableCompression? compression, string said)
    {
        var fault = Assert.Throws<OutputException>(() => TableForm.Of(path, new SaveOptions { Format = format, Compression = compression }));
        Assert.StartsWith($"{path}: {said}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_are_named_so_that_they_are_read_again_in_their_order()
    {
        Assert.Equal("part-00007.csv.gz", new TableForm(TableFormat.Csv, TableCompression.Gzip).PartName(7));
        Assert.Equal("part-12345.parquet", new TableForm(TableFormat.Parquet, TableCompression.Gzip).PartName(12345));
        Assert.Equal("part-00000.jsonl", new TableForm(TableFormat.JsonLines, TableCompression.None).PartName(0));
    }
}
