using Grid.Columns;

namespace Grid.Sources;

/// <summary>Writes Arrow's file format, in plain columns: batches go out as they come.</summary>
internal sealed class ArrowTableWriter : TableWriter
{
    private readonly ArrowFileWriter _writer;

    public ArrowTableWriter(Schema schema, TableCompression compression, Stream output) : base(schema)
    {
        _writer = new ArrowFileWriter(output, schema, leaveOpen: true)
        {
            Compression = compression switch
            {
                TableCompression.None => IpcCompression.None,
                TableCompression.Lz4 => IpcCompression.Lz4,
                _ => IpcCompression.Zstd,
            },
        };
    }

    public override object Prepare(RecordBatch batch) =>
        new RecordBatch(Schema, batch.Columns.Select((column, i) => PlainColumn.Of(column, Schema[i].Logical)), batch.Length);

    public override void Write(object prepared) => _writer.Write((RecordBatch)prepared);

    public override void Finish() => _writer.Finish();

    public override void Dispose() => _writer.Dispose();
}
