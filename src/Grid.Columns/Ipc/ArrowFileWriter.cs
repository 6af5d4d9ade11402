using System.Buffers.Binary;

namespace Grid.Columns;

/// <summary>
/// Writes Arrow's file format, which is read at any batch: the stream between two magic words, and a footer that says
/// where each batch is.
/// </summary>
/// <remarks>
/// A file holds one dictionary a column. So batches with dictionary columns are kept, not copied, until
/// <see cref="ArrowWriter.Finish"/>, which merges their dictionaries where they differ: in ascending order where the
/// schema says that they are ordered, and with wider codes where theirs are too narrow for all the values.
/// Batches without dictionary columns are written as they come.
/// </remarks>
public sealed class ArrowFileWriter : ArrowWriter
{
    private readonly List<RecordBatch>? _kept;
    private readonly List<IpcBlock> _dictionaries = [];
    private readonly List<IpcBlock> _batches = [];

    /// <summary>Writes batches of a schema to a file.</summary>
    /// <param name="stream">Where the bytes go; it need not seek.</param>
    /// <param name="schema">The schema of every batch, encodings included.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed of.</param>
    public ArrowFileWriter(Stream stream, Schema schema, bool leaveOpen = false) : base(stream, schema, leaveOpen) =>
        _kept = schema.Fields.Any(f => f.Type is DictionaryType) ? [] : null;

    private protected override void EncodeStart()
    {
        if (_kept is null)
            EmitHead(Schema);
    }

    private protected override void EncodeBatch(RecordBatch batch)
    {
        if (_kept is null)
            EmitBatch(batch, _batches);
        else
            _kept.Add(batch);
    }

    private protected override IEnumerable<long> EncodeEnd()
    {
        var schema = Schema;
        if (_kept is not null)
        {
            var merge = new DictionaryMerge(Schema, _kept);
            schema = merge.Schema;
            EmitHead(schema);
            for (int id = 0; id < merge.Dictionaries.Count; id++)
                _dictionaries.Add(Emit(IpcMessage.OfDictionary(id, merge.Dictionaries[id], Compression)));
            foreach (var batch in _kept)
            {
                EmitBatch(merge.Rewrite(batch), _batches);
                yield return Position;
            }
        }
        EmitEndOfStream();
        EmitFooter(schema);
        yield return Position;
    }

    private void EmitHead(Schema schema)
    {
        var magic = new byte[8];
        Metadata.Magic.CopyTo(magic);
        Emit(magic);
        Emit(IpcMessage.OfSchema(schema));
    }

    private void EmitFooter(Schema schema)
    {
        var builder = new FlatBufferBuilder();
        int batches = builder.Blocks([.. _batches]);
        int dictionaries = builder.Blocks([.. _dictionaries]);
        int columns = SchemaEncoder.Encode(builder, schema);
        builder.StartTable(5);
        builder.AddReference(1, columns);
        builder.AddReference(2, dictionaries);
        builder.AddReference(3, batches);
        builder.AddInt16(0, Metadata.V5);
        var footer = builder.Finish(builder.EndTable());

        var tail = new byte[sizeof(int) + Metadata.Magic.Length];
        BinaryPrimitives.WriteInt32LittleEndian(tail, footer.Length);
        Metadata.Magic.CopyTo(tail.AsSpan(sizeof(int)));
        Emit(footer);
        Emit(tail);
    }
}
