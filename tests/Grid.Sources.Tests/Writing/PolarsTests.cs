using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>What is written as Parquet and Arrow, Polars reads to the bit.</summary>
public sealed class PolarsTests(Polars polars) : IClassFixture<Polars>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TableFormat.Parquet, TableCompression.Snappy)]
    [InlineData(TableFormat.Parquet, TableCompression.Zstd)]
    [InlineData(TableFormat.Parquet, TableCompression.Gzip)]
    [InlineData(TableFormat.Parquet, TableCompression.Lz4)]
    [InlineData(TableFormat.Parquet, TableCompression.None)]
    [InlineData(TableFormat.Arrow, TableCompression.None)]
    [InlineData(TableFormat.Arrow, TableCompression.Lz4)]
    [InlineData(TableFormat.Arrow, TableCompression.Zstd)]
    public async Task Every_type_is_read_to_the_bit(TableFormat format, TableCompression compression)
    {
        Assert.SkipUnless(polars.Missing is null, polars.Missing ?? "");
        // Polars has no ticks of a second in Arrow's files.
        var schema = new Schema(RandomTables.EveryType.Fields.Where(f => f.Type is not TimestampType { Unit: TimeUnit.Second } || format == TableFormat.Parquet));
        var random = new RandomTables(40 + (int)compression);
        RecordBatch[] batches = [random.Batch(schema, 150), random.Batch(schema, 2500)];
        string path = _folder.Write($"t.{TableForm.NameOf(format)}", Saved.Bytes(new(format, compression), schema, batches));
        var read = await polars.ReadAsync(path);
        Assert.Equal(schema.Count, read.Length);
        for (int i = 0; i < schema.Count; i++)
        {
            var type = schema[i].Type;
            Assert.Equal($"DataType({TypeOf(type)})", read[i].Type);
            Assert.Equal(Saved.Column(batches, i).Select(cell => Expected(type, cell)), read[i].Texts);
        }
    }

    private static string TypeOf(DataType type) => type switch
    {
        { Id: TypeId.Bool } => "Bool",
        { Id: TypeId.Int64 } => "Int64",
        { Id: TypeId.UInt64 } => "UInt64",
        { Id: TypeId.Float64 } => "Float64",
        { Id: TypeId.Utf8 } => "String",
        { Id: TypeId.Date32 } => "Date",
        TimestampType t => $"Datetime({t.Unit switch { TimeUnit.Nanosecond => "ns", TimeUnit.Microsecond => "us", _ => "ms" }},{t.TimeZone})",
        _ => throw new NotSupportedException(type.ToString()),
    };

    private static string? Expected(DataType type, object? cell) => cell switch
    {
        null => null,
        bool yes => yes ? "true" : "false",
        "FFF8000000000000" when type == DataType.Float64 => "NaN",
        long ticks when type is TimestampType { Unit: TimeUnit.Second } => $"{ticks * 1000}",
        _ => cell.ToString(),
    };
}
