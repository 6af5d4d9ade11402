using Grid.Columns;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;
using LogicalType = ParquetSharp.LogicalType;
using Schema = Grid.Columns.Schema;
using TimeUnit = Grid.Columns.TimeUnit;

namespace Grid.Sources;

/// <summary>
/// Writes Parquet by ParquetSharp's physical column writers: row groups of up to 256 Ki rows, dictionaries where values repeat,
/// statistics, timestamps with their unit (milliseconds for seconds, which Parquet has not), adjusted to UTC where they have a zone.
/// Columns of a row group are encoded side by side; the bytes are the same for any number of threads.
/// </summary>
internal sealed class ParquetTableWriter : TableWriter
{
    private const int RowsOfGroup = 1 << 18;

    /// <summary>Cells of a row group at most: what it takes to write one is in memory.</summary>
    private const int CellsOfGroup = 1 << 25;

    private readonly int _groupRows;
    private readonly ParallelOptions _parallel;
    private readonly ManagedOutputStream _stream;
    private readonly ParquetFileWriter _file;
    private readonly List<RecordBatch> _group = [];
    private int _rows;

    public ParquetTableWriter(Schema schema, TableCompression compression, Stream output, int threads) : base(schema)
    {
        _groupRows = Math.Clamp(CellsOfGroup / Math.Max(1, schema.Count), 1024, RowsOfGroup);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        _stream = new ManagedOutputStream(output, leaveOpen: true);
        using var builder = new WriterPropertiesBuilder();
        using var properties = builder.Compression(compression switch
        {
            TableCompression.None => Compression.Uncompressed,
            TableCompression.Snappy => Compression.Snappy,
            TableCompression.Gzip => Compression.Gzip,
            TableCompression.Zstd => Compression.Zstd,
            _ => Compression.Lz4,
        }).Build();
        using var root = new GroupNode("schema", Repetition.Required, [.. schema.Fields.Select(NodeOf)]);
        var metadata = new Dictionary<string, string> { ["ARROW:schema"] = Convert.ToBase64String(SchemaBytes.Of(new Schema(schema.Fields.Select(f => f with { Type = Stored(f.Type) })))) };
        _file = new ParquetFileWriter(_stream, root, properties, metadata);
    }

    public override object Prepare(RecordBatch batch) => batch;

    public override void Write(object prepared)
    {
        var batch = (RecordBatch)prepared;
        while (batch.Length > 0)
        {
            int rows = Math.Min(batch.Length, _groupRows - _rows);
            _group.Add(rows == batch.Length ? batch : batch.Slice(0, rows));
            _rows += rows;
            if (_rows == _groupRows)
                WriteGroup();
            batch = batch.Slice(rows, batch.Length - rows);
        }
    }

    public override void Finish()
    {
        if (_rows > 0)
            WriteGroup();
        _file.Close();
    }

    public override void Dispose()
    {
        _file.Dispose();
        _stream.Dispose();
    }

    private void WriteGroup()
    {
        using var group = _file.AppendBufferedRowGroup();
        var writers = new ColumnWriter[Schema.Count];
        try
        {
            for (int i = 0; i < writers.Length; i++)
                writers[i] = group.Column(i);
            Parallel.For(0, writers.Length, _parallel, i =>
            {
                foreach (var batch in _group)
                    ParquetColumn.Write(batch.Columns[i], Schema[i].Type, writers[i]);
            });
        }
        catch (AggregateException e) when (e.InnerExceptions is [var only, ..])
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(only);
        }
        finally
        {
            foreach (var writer in writers)
                writer?.Dispose();
        }
        group.Close();
        _group.Clear();
        _rows = 0;
    }

    private static PrimitiveNode NodeOf(Field field)
    {
        var (logical, physical, length) = field.Type switch
        {
            { Id: TypeId.Bool } => (LogicalType.None(), PhysicalType.Boolean, -1),
            { Id: TypeId.Int64 } => (LogicalType.Int(64, true), PhysicalType.Int64, -1),
            { Id: TypeId.UInt64 } => (LogicalType.Int(64, false), PhysicalType.Int64, -1),
            { Id: TypeId.Float64 } => (LogicalType.None(), PhysicalType.Double, -1),
            { Id: TypeId.Utf8 } => (LogicalType.String(), PhysicalType.ByteArray, -1),
            { Id: TypeId.Date32 } => (LogicalType.Date(), PhysicalType.Int32, -1),
            { Id: TypeId.Decimal128 } => (LogicalType.Decimal(38, 0), PhysicalType.FixedLenByteArray, 16),
            TimestampType t => (LogicalType.Timestamp(t.TimeZone is not null, UnitOf(t.Unit)), PhysicalType.Int64, -1),
            var other => throw new NotSupportedException($"A column of {other} is not written as Parquet."),
        };
        using (logical)
            return new PrimitiveNode(field.Name, Repetition.Optional, logical, physical, length);
    }

    private static ParquetSharp.TimeUnit UnitOf(TimeUnit unit) => unit switch
    {
        TimeUnit.Second or TimeUnit.Millisecond => ParquetSharp.TimeUnit.Millis,
        TimeUnit.Microsecond => ParquetSharp.TimeUnit.Micros,
        _ => ParquetSharp.TimeUnit.Nanos,
    };

    // The type that Arrow's readers find there: with the zone, for which Parquet has no place.
    private static DataType Stored(DataType type) => type is TimestampType { Unit: TimeUnit.Second } t ? DataType.Timestamp(TimeUnit.Millisecond, t.TimeZone) : type;
}
