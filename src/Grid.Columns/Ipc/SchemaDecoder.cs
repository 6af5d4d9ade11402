namespace Grid.Columns;

/// <summary>Reads a schema out of Arrow's metadata, and says by name which column is of a type that Grid does not hold.</summary>
internal static class SchemaDecoder
{
    public static (Schema Schema, ColumnLayout[] Columns) Decode(FlatTable table, long position)
    {
        if (table.Int16(0) != 0)
            throw new ArrowFormatException("the values are big-endian; Grid reads little-endian ones", position);
        var fields = table.Vector(1, sizeof(int));
        var columns = new ColumnLayout[fields.Count];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = DecodeField(fields.Table(i), position);
        try
        {
            return (new Schema(columns.Select(c => c.Field)), columns);
        }
        catch (ArgumentException fault)
        {
            throw new ArrowFormatException("two columns have one name, so that neither can be asked for", position, fault);
        }
    }

    private static ColumnLayout DecodeField(FlatTable field, long position)
    {
        string name = field.String(0) ?? "";
        bool nullable = field.Bool(1);
        byte kind = field.Byte(2);
        if (!field.TryTable(3, out var parameters) && kind is not (Metadata.Bool or Metadata.Utf8 or Metadata.LargeUtf8 or Metadata.Utf8View))
            throw new ArrowFormatException($"column '{name}' has no type", position);

        var text = kind switch
        {
            Metadata.LargeUtf8 => TextLayout.Offsets64,
            Metadata.Utf8View => TextLayout.Views,
            _ => TextLayout.Offsets32,
        };
        var type = DecodeType(kind, parameters, name, position);
        if (!field.TryTable(4, out var encoding))
            return new ColumnLayout(new Field(name, type, nullable), text, -1);

        var index = encoding.TryTable(1, out var integer) ? DecodeType(Metadata.Int, integer, name, position) : DataType.Int32;
        long id = encoding.Int64(0);
        if (id < 0)
            throw new ArrowFormatException($"column '{name}' has the dictionary number {id}", position);
        return new ColumnLayout(new Field(name, DataType.Dictionary(index, type, encoding.Bool(2)), nullable), text, id);
    }

    private static DataType DecodeType(byte kind, FlatTable parameters, string name, long position)
    {
        switch (kind)
        {
            case Metadata.Bool:
                return DataType.Bool;
            case Metadata.Utf8 or Metadata.LargeUtf8 or Metadata.Utf8View:
                return DataType.Utf8;
            case Metadata.Int:
                return (parameters.Int32(0), parameters.Bool(1)) switch
                {
                    (8, true) => DataType.Int8,
                    (16, true) => DataType.Int16,
                    (32, true) => DataType.Int32,
                    (64, true) => DataType.Int64,
                    (8, false) => DataType.UInt8,
                    (16, false) => DataType.UInt16,
                    (32, false) => DataType.UInt32,
                    (64, false) => DataType.UInt64,
                    var (bits, _) => throw Unsupported(name, $"{bits}-bit integer", position),
                };
            case Metadata.FloatingPoint:
                return parameters.Int16(0) switch
                {
                    Metadata.Single => DataType.Float32,
                    Metadata.Double => DataType.Float64,
                    _ => throw Unsupported(name, "half-precision float", position),
                };
            case Metadata.Decimal when parameters.Int32(0) > 0 && parameters.Int32(1) == 0 && parameters.Int32(2) is 0 or 128:
                return DataType.Decimal128;
            case Metadata.Date:
                return parameters.Int16(0, Metadata.Millisecond) == Metadata.Day
                    ? DataType.Date32
                    : throw Unsupported(name, "date in milliseconds (date64)", position);
            case Metadata.Timestamp:
                short unit = parameters.Int16(0);
                return unit is >= 0 and <= 3
                    ? DataType.Timestamp((TimeUnit)unit, parameters.String(1))
                    : throw Unsupported(name, $"timestamp in unit number {unit}", position);
            default:
                throw Unsupported(name, Metadata.NameOf(kind), position);
        }
    }

    private static ArrowFormatException Unsupported(string column, string type, long position) => new(
        $"column '{column}' is of the type {type}, which Grid does not hold; it holds bool, integers, decimals of 128 bits without digits behind the point, float32, float64, utf8, date32, timestamps, and dictionaries of these",
        position);
}
