using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Flight;

/// <summary>
/// The one schema under which all batches of a stream go out, and batches brought to it: partitions hold columns in encodings of their own.
/// Plain columns of the logical types; or, where that is wanted, texts as dictionaries.
/// </summary>
internal sealed class RowForm
{
    /// <summary>As many bytes a batch has at most, about: far below what clients refuse that are left at their defaults (4 MiB).</summary>
    public const int BatchBytes = 1 << 20;

    // Numbers of as many rows are no large objects of the collector's, whose memory would be new for each batch, and are still in the
    // processor's cache when they are sent.
    private const int MostRows = 8192;

    private static readonly DataType CodedText = DataType.Dictionary(DataType.Int32, DataType.Utf8, ordered: false);

    /// <summary>A form of rows.</summary>
    /// <param name="logical">Their logical columns.</param>
    /// <param name="dictionaries">Whether texts go as dictionaries.</param>
    public RowForm(Schema logical, bool dictionaries)
    {
        Logical = logical;
        Schema = !dictionaries ? logical : new Schema(logical.Fields.Select(field => field.Type.Id == TypeId.Utf8 ? field with { Type = CodedText } : field));
    }

    /// <summary>The logical columns of the rows.</summary>
    public Schema Logical { get; }

    /// <summary>The columns as they go out.</summary>
    public Schema Schema { get; }

    /// <summary>A batch as several of moderate size.</summary>
    public IEnumerable<RecordBatch> Pieces(RecordBatch batch)
    {
        int rows = RowsOf(batch);
        Column[] columns = [.. batch.Columns.Select(WithPlainValues)];
        for (int start = 0; start < batch.Length; start += rows)
        {
            int count = Math.Min(rows, batch.Length - start);
            yield return new RecordBatch(Schema, columns.Select((column, i) => Of(column.Slice(start, count), i)), count);
        }
    }

    // The values of a dictionary are made plain once, and not once a piece.
    private Column WithPlainValues(Column column, int i) => column is DictionaryColumn { Values: not Utf8Column } coded
        ? new DictionaryColumn(coded.Codes, PlainColumn.Of(coded.Values, Logical[i].Logical)) : column;

    private Column Of(Column column, int i) => Schema[i].Type is DictionaryType ? Coded(column) : PlainColumn.Of(column, Logical[i].Logical);

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
                _ when Logical[i].Type.Id is TypeId.Bool or TypeId.Utf8 => 1,
                _ => Logical[i].Type.ByteWidth,
            };
        }
        return (int)Math.Clamp(BatchBytes / Math.Max(1, bytes), 1, MostRows);
    }

    private static DictionaryColumn Coded(Column column)
    {
        if (column is DictionaryColumn { Values: Utf8Column values } coded)
            return Coded(PlainColumn.Codes(coded), values, column);
        // Where texts are many, partitions hold them plain.
        var text = (Utf8Column)PlainColumn.Of(column, LogicalType.Text);
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
