namespace Grid.Columns;

/// <summary>Writes a schema as Arrow's metadata. The dictionaries are numbered in the order of their columns.</summary>
internal static class SchemaEncoder
{
    public static int Encode(FlatBufferBuilder builder, Schema schema)
    {
        var fields = new int[schema.Count];
        long dictionaries = 0;
        for (int i = 0; i < fields.Length; i++)
            fields[i] = EncodeField(builder, schema[i], schema[i].Type is DictionaryType ? dictionaries++ : -1);
        int vector = builder.References(fields);
        builder.StartTable(4);
        builder.AddReference(1, vector);
        builder.AddInt16(0, 0);
        return builder.EndTable();
    }

    private static int EncodeField(FlatBufferBuilder builder, Field field, long dictionaryId)
    {
        int name = builder.String(field.Name);
        int children = builder.References([]);
        var encoding = field.Type as DictionaryType;
        int dictionary = 0;
        if (encoding is not null)
        {
            int index = EncodeType(builder, encoding.Index).Reference;
            builder.StartTable(4);
            builder.AddInt64(0, dictionaryId);
            builder.AddReference(1, index);
            builder.AddBool(2, encoding.Ordered);
            dictionary = builder.EndTable();
        }
        var (kind, type) = EncodeType(builder, encoding?.Value ?? field.Type);

        builder.StartTable(7);
        builder.AddReference(0, name);
        builder.AddReference(3, type);
        if (encoding is not null)
            builder.AddReference(4, dictionary);
        builder.AddReference(5, children);
        builder.AddByte(2, kind);
        builder.AddBool(1, field.Nullable);
        return builder.EndTable();
    }

    private static (byte Kind, int Reference) EncodeType(FlatBufferBuilder builder, DataType type)
    {
        switch (type.Id)
        {
            case TypeId.Bool:
                builder.StartTable(0);
                return (Metadata.Bool, builder.EndTable());
            case TypeId.Utf8:
                builder.StartTable(0);
                return (Metadata.Utf8, builder.EndTable());
            case TypeId.Float32 or TypeId.Float64:
                builder.StartTable(1);
                builder.AddInt16(0, type.Id == TypeId.Float32 ? Metadata.Single : Metadata.Double);
                return (Metadata.FloatingPoint, builder.EndTable());
            case TypeId.Decimal128:
                builder.StartTable(3);
                builder.AddInt32(0, Metadata.DecimalDigits);
                builder.AddInt32(2, 128);
                return (Metadata.Decimal, builder.EndTable());
            case TypeId.Date32:
                builder.StartTable(1);
                builder.AddInt16(0, Metadata.Day);
                return (Metadata.Date, builder.EndTable());
            case TypeId.Timestamp:
                var timestamp = (TimestampType)type;
                int zone = timestamp.TimeZone is null ? 0 : builder.String(timestamp.TimeZone);
                builder.StartTable(2);
                if (timestamp.TimeZone is not null)
                    builder.AddReference(1, zone);
                builder.AddInt16(0, (short)timestamp.Unit);
                return (Metadata.Timestamp, builder.EndTable());
            default:
                builder.StartTable(2);
                builder.AddInt32(0, type.ByteWidth * 8);
                builder.AddBool(1, type.Id is >= TypeId.Int8 and <= TypeId.Int64);
                return (Metadata.Int, builder.EndTable());
        }
    }
}
