namespace Grid.Sources;

/// <summary>What a page is, by the header before it.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Bytes">How many bytes follow the header.</param>
/// <param name="Decompressed">How many they are decompressed.</param>
/// <param name="Checksum">The CRC-32 of the bytes that follow; null where there is none.</param>
/// <param name="Values">How many values it has, with nulls.</param>
/// <param name="Encoding">How they are written.</param>
/// <param name="Levels">Bytes of definition levels, which are not compressed then; negative where a length is before them.</param>
/// <param name="IsCompressed">Whether the rest is compressed, if the column is.</param>
internal readonly record struct PageHeader(PageKind Kind, int Bytes, int Decompressed, uint? Checksum, int Values, PageEncoding Encoding, int Levels, bool IsCompressed)
{
    /// <summary>Reads a header.</summary>
    /// <param name="bytes">It, and what follows.</param>
    /// <param name="header">What it says.</param>
    /// <param name="length">Its length.</param>
    /// <returns>False where it is none, or one with more in it than a flat column has.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PageHeader header, out int length)
    {
        var thrift = new CompactThrift(bytes);
        header = new PageHeader((PageKind)(-1), -1, -1, null, -1, default, -1, true);
        for (int id = 0; thrift.TryField(ref id, out var type);)
        {
            header = (id, type) switch
            {
                (1, ThriftType.Int32) => header with { Kind = (PageKind)thrift.Size() },
                (2, ThriftType.Int32) => header with { Decompressed = thrift.Size() },
                (3, ThriftType.Int32) => header with { Bytes = thrift.Size() },
                (4, ThriftType.Int32) => header with { Checksum = (uint)thrift.Integer() },
                (5, ThriftType.Struct) when header.Kind == PageKind.Data => OfData(ref thrift, header),
                (7, ThriftType.Struct) when header.Kind == PageKind.Dictionary => OfDictionary(ref thrift, header),
                (8, ThriftType.Struct) when header.Kind == PageKind.Data2 => OfData2(ref thrift, header),
                _ => Passed(ref thrift, type, header),
            };
        }
        length = thrift.Position;
        return !thrift.IsBroken && header is { Bytes: >= 0, Decompressed: >= 0, Values: >= 0 }
            && header.Bytes <= bytes.Length - length && header.Levels <= Math.Min(header.Bytes, header.Decompressed);
    }

    private static PageHeader OfData(ref CompactThrift thrift, PageHeader header)
    {
        Span<int> fields = stackalloc int[4];
        return TryFields(ref thrift, fields, out _) && (PageEncoding)fields[2] == PageEncoding.Rle ? header with { Values = fields[0], Encoding = (PageEncoding)fields[1] } : header;
    }

    private static PageHeader OfDictionary(ref CompactThrift thrift, PageHeader header)
    {
        Span<int> fields = stackalloc int[2];
        return TryFields(ref thrift, fields, out _) ? header with { Values = fields[0], Encoding = (PageEncoding)fields[1] } : header;
    }

    private static PageHeader OfData2(ref CompactThrift thrift, PageHeader header)
    {
        Span<int> fields = stackalloc int[6];
        if (!TryFields(ref thrift, fields, out bool isCompressed))
            return header;
        int values = fields[0], rows = fields[2], levels = fields[4], repetitions = fields[5];
        bool isFlat = rows == values && repetitions == 0;
        return isFlat ? header with { Values = values, Encoding = (PageEncoding)fields[3], Levels = levels, IsCompressed = isCompressed } : header;
    }

    /// <summary>The first fields of a struct, all of which have to be there, and are whole numbers not below 0.</summary>
    /// <param name="thrift">Where it is.</param>
    /// <param name="fields">Receives them.</param>
    /// <param name="isTrue">What the truth value says that a data page of version 2 may have behind them.</param>
    private static bool TryFields(ref CompactThrift thrift, scoped Span<int> fields, out bool isTrue)
    {
        const int truth = 7;
        isTrue = true;
        fields.Fill(-1);
        for (int id = 0; thrift.TryField(ref id, out var type);)
        {
            if (type == ThriftType.Int32 && id > 0 && id <= fields.Length)
                fields[id - 1] = thrift.Size();
            else
                thrift.Skip(type);
            isTrue &= (id, type) != (truth, ThriftType.False);
        }
        return !fields.Contains(-1);
    }

    private static PageHeader Passed(ref CompactThrift thrift, ThriftType type, PageHeader header)
    {
        thrift.Skip(type);
        return header;
    }
}

/// <summary>What a page holds, by its number in Parquet.</summary>
internal enum PageKind
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    Data2 = 3,
}

/// <summary>How values of a page are written, by the number in Parquet; others than these are left to ParquetSharp.</summary>
internal enum PageEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    Rle = 3,
    RleDictionary = 8,
}
