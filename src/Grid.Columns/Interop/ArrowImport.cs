using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Grid.Columns;

/// <summary>
/// Takes arrays and batches of Apache.Arrow's. What they say of themselves is checked as what is read from a file is: lengths, null counts,
/// ascending offsets, whole UTF-8 values, codes that are in their dictionary. Managed memory is looked at where it is, and must not change
/// from then on; memory of a native allocator, as the library's builders have it, is copied, since whoever made it may free it.
/// </summary>
public static class ArrowImport
{
    /// <summary>A batch of Apache.Arrow's as Grid's.</summary>
    /// <exception cref="ArrowFormatException">It is damaged, or a column is of a type that Grid does not hold; the message names the column.</exception>
    public static RecordBatch ToGrid(this Apache.Arrow.RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var schema = batch.Schema.ToGrid();
        var columns = new Column[schema.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = batch.Column(i).ToGrid(schema[i].Name);
            if (columns[i].Length != batch.Length)
                throw new ArrowFormatException($"column '{schema[i].Name}' has {columns[i].Length} values in a batch of {batch.Length} rows");
            if (columns[i].Type != schema[i].Type)
                throw new ArrowFormatException($"column '{schema[i].Name}' is of {columns[i].Type} where its schema says {schema[i].Type}");
            if (!schema[i].Nullable && columns[i].NullCount > 0)
                throw new ArrowFormatException($"column '{schema[i].Name}' has {columns[i].NullCount} nulls where its field allows none");
        }
        return new RecordBatch(schema, columns, batch.Length);
    }

    /// <summary>A schema of Apache.Arrow's as Grid's.</summary>
    /// <exception cref="ArrowFormatException">Two columns have one name, or one is of a type that Grid does not hold.</exception>
    public static Schema ToGrid(this Apache.Arrow.Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        try
        {
            return new Schema(schema.FieldsList.Select(f => new Field(f.Name, ArrowTypes.Of(f.DataType, f.Name), f.IsNullable)));
        }
        catch (ArgumentException fault)
        {
            throw new ArrowFormatException("two columns have one name, so that neither can be asked for", inner: fault);
        }
    }

    /// <summary>An array of Apache.Arrow's as a column.</summary>
    /// <param name="array">The array.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="ArrowFormatException">It is damaged, or of a type that Grid does not hold.</exception>
    public static Column ToGrid(this IArrowArray array, string name = "array")
    {
        ArgumentNullException.ThrowIfNull(array);
        return Column(array.Data, name);
    }

    private static Column Column(ArrayData data, string name)
    {
        var type = ArrowTypes.Of(data.DataType, name);
        if (type is not DictionaryType coded)
            return Plain(data, data.DataType, type, name);
        var codes = Plain(data, ((Apache.Arrow.Types.DictionaryType)data.DataType).IndexType, coded.Index, name);
        if (data.Dictionary is not { } dictionary)
            throw new ArrowFormatException($"column '{name}' has no dictionary");
        var received = Plain(dictionary, dictionary.DataType, ArrowTypes.Of(dictionary.DataType, name), name);
        if (received.Type != coded.Value)
            throw new ArrowFormatException($"column '{name}' has a dictionary of {received.Type} where its type says {coded.Value}");
        if (CodeCheck.FirstOutside(codes, received.Length) is >= 0 and var row)
            throw new ArrowFormatException($"column '{name}' has a code in row {row} that is not in its dictionary of {received.Length} values");
        var (values, map) = DictionaryRepair.Of([received], coded.Value, coded.Ordered);
        return new DictionaryColumn(map is null ? codes : CodeRewriter.Apply(codes, map, coded.Index), values, coded.Ordered);
    }

    private static Column Plain(ArrayData data, IArrowType stored, DataType type, string name)
    {
        long end = (long)data.Offset + data.Length;
        if (data.Offset < 0 || data.Length < 0 || end > int.MaxValue)
            throw new ArrowFormatException($"column '{name}' has {data.Length} values from value {data.Offset} on");
        var layout = new ColumnLayout(new Field(name, type), TextLayout.Offsets32, -1);
        var (validity, nulls) = Validity(data, name);
        switch (stored.TypeId)
        {
            case ArrowTypeId.Boolean:
                return new BoolColumn(new Bitmap(Buffer(data, 1, (end + 7) / 8, name), data.Offset, data.Length), validity, nulls);
            case ArrowTypeId.String:
                return Text().FromOffsets32(Offsets(data, sizeof(int), name), Buffer(data, 2, 0, name));
            case ArrowTypeId.LargeString:
                return Text().FromOffsets64(Offsets(data, sizeof(long), name), Buffer(data, 2, 0, name));
            case ArrowTypeId.StringView:
                return Text().FromViews(
                    Buffer(data, 1, 16 * end, name).Slice(16 * data.Offset, 16 * data.Length), [.. Enumerable.Range(2, Math.Max(0, data.Buffers.Length - 2)).Select(i => Buffer(data, i, 0, name))]);
            default:
                int width = type.ByteWidth;
                return PrimitiveColumns.Over(type, Buffer(data, 1, end * width, name).Slice(data.Offset * width, data.Length * width), validity, nulls);
        }

        TextDecoder Text() => new(layout, data.Length, validity, nulls, -1);
    }

    private static (Bitmap? Validity, int Nulls) Validity(ArrayData data, string name)
    {
        long end = (long)data.Offset + data.Length;
        if (data.NullCount > data.Length)
            throw new ArrowFormatException($"column '{name}' has {data.NullCount} nulls among {data.Length} values");
        bool hasBits = data.Buffers.Length > 0 && data.Buffers[0].Length > 0;
        if (!hasBits)
            return data.NullCount <= 0 ? (null, 0) : throw new ArrowFormatException($"column '{name}' has {data.NullCount} nulls by its count, and no validity bitmap");
        if (data.NullCount == 0)
            return (null, 0);
        var validity = new Bitmap(Buffer(data, 0, (end + 7) / 8, name), data.Offset, data.Length);
        int nulls = data.Length - validity.CountSet();
        return data.NullCount < 0 || data.NullCount == nulls ? (nulls == 0 ? null : validity, nulls)
            : throw new ArrowFormatException($"column '{name}' has {data.NullCount} nulls by its count and {nulls} by its validity bitmap");
    }

    private static ReadOnlyMemory<byte> Offsets(ArrayData data, int width, string name)
    {
        // An array of no values may come without its one offset.
        if (data.Length == 0 && data.Buffers.Length > 1 && data.Buffers[1].Length == 0)
            return new byte[width];
        return Buffer(data, 1, ((long)data.Offset + data.Length + 1) * width, name).Slice(data.Offset * width, (data.Length + 1) * width);
    }

    private static ReadOnlyMemory<byte> Buffer(ArrayData data, int index, long needed, string name)
    {
        if (index >= data.Buffers.Length)
            throw new ArrowFormatException($"column '{name}' has {data.Buffers.Length} buffers, fewer than it needs");
        var memory = data.Buffers[index].Memory;
        if (memory.Length < needed)
            throw new ArrowFormatException($"column '{name}' has a buffer of {memory.Length} bytes where {needed} are needed");
        return MemoryMarshal.TryGetArray(memory, out _) ? memory : memory.ToArray();
    }
}
