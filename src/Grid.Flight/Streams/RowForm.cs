using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Flight;

/// <summary>
/// The one schema under which all batches of a stream go out, and batches brought to it: partitions hold columns in encodings of their own.
/// Plain columns of the logical types; or, where that is wanted, texts as dictionaries.
/// </summary>
internal sealed class RowForm
{
    /// <summary>About as many bytes a batch has: far below what clients refuse that are left at their defaults (4 MiB).</summary>
    public const int BatchBytes = 1 << 20;

    private static readonly DataType CodedText = DataType.Dictionary(DataType.Int32, DataType.Utf8, ordered: false);

    private readonly Schema _logical;

    /// <summary>A form of rows.</summary>
    /// <param name="logical">Their logical columns.</param>
    /// <param name="dictionaries">Whether texts go as dictionaries.</param>
    public RowForm(Schema logical, bool dictionaries)
    {
        _logical = logical;
        Schema = !dictionaries ? logical : new Schema(logical.Fields.Select(field => field.Type.Id == TypeId.Utf8 ? field with { Type = CodedText } : field));
    }

    /// <summary>The columns as they go out.</summary>
    public Schema Schema { get; }

    /// <summary>A batch as several of moderate size.</summary>
    public IEnumerable<RecordBatch> Pieces(RecordBatch batch)
    {
        int rows = RowsOf(batch);
        for (int start = 0; start < batch.Length; start += rows)
            yield return Of(batch.Slice(start, Math.Min(rows, batch.Length - start)));
    }

    private RecordBatch Of(RecordBatch batch) => new(Schema, batch.Columns.Select((column, i) => Schema[i].Type is DictionaryType ? Coded(column) : PlainColumn.Of(column, _logical[i].Type)), batch.Length);

    // Texts are as long as they are in the mean.
    private int RowsOf(RecordBatch batch)
    {
        double bytes = 0;
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            bytes += Schema[i].Type is DictionaryType ? sizeof(int) : batch.Columns[i] switch
            {
                Utf8Column text => sizeof(int) + (double)text.ByteSize / Math.Max(1, text.Length),
                DictionaryColumn { Values: Utf8Column values } => sizeof(int) + (double)values.ByteSize / Math.Max(1, values.Length),
                _ when _logical[i].Type.Id is TypeId.Bool or TypeId.Utf8 => 1,
                _ => _logical[i].Type.ByteWidth,
            };
        }
        return (int)Math.Clamp(BatchBytes / Math.Max(1, bytes), 1, 1 << 17);
    }

    private static DictionaryColumn Coded(Column column)
    {
        if (column is DictionaryColumn { Values: Utf8Column values } coded)
            return Coded(PlainColumn.Codes(coded), values, column);
        // Where texts are many, partitions hold them plain.
        var text = (Utf8Column)PlainColumn.Of(column, DataType.Utf8);
        var codes = new int[text.Length];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < codes.Length; i++)
        {
            if (text.GetString(i) is not { } value)
                continue;
            if (!known.TryGetValue(value, out int code))
                known.Add(value, code = known.Count);
            codes[i] = code;
        }
        return Coded(codes, ColumnFactory.Utf8([.. known.Keys]), column);
    }

    private static DictionaryColumn Coded(int[] codes, Column values, Column column) =>
        new(new PrimitiveColumn<int>(DataType.Int32, MemoryMarshal.AsBytes(codes.AsSpan()).ToArray(), column.Validity, column.NullCount), values);
}
