namespace Grid.Sources;

/// <summary>Where in a file the pages of a column are that one row group has, and how they are compressed.</summary>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">How many.</param>
/// <param name="Codec">The compression, by its number in Parquet.</param>
/// <param name="Values">How many values there are, with nulls.</param>
/// <param name="IsAmbiguous">Whether pages may be compressed that are said not to be.</param>
internal readonly record struct ChunkPlace(long Offset, int Length, PageCodec Codec, long Values, bool IsAmbiguous)
{
    private const int MostBytes = 1 << 30;

    /// <summary>The places of a footer: of each row group, for each leaf of the schema.</summary>
    /// <param name="footer">The footer.</param>
    /// <param name="end">Where it starts in the file, and all pages end.</param>
    /// <returns>Empty where the footer is not understood; a place of no bytes where pages are elsewhere, encrypted, too many, or written as ParquetSharp alone knows.</returns>
    public static ChunkPlace[][] All(ReadOnlySpan<byte> footer, long end)
    {
        var thrift = new CompactThrift(footer);
        ChunkPlace[][] groups = [];
        bool isAmbiguous = false;
        for (int id = 0; thrift.TryField(ref id, out var type);)
        {
            switch (id, type)
            {
                case (4, ThriftType.List):
                    groups = new ChunkPlace[thrift.List(ThriftType.Struct)][];
                    for (int g = 0; g < groups.Length; g++)
                        groups[g] = OfGroup(ref thrift, end);
                    break;
                case (6, ThriftType.Binary):
                    // Arrow before its version 3 says of compressed pages of the second version that they are not.
                    isAmbiguous = thrift.Binary().StartsWith("parquet-cpp "u8);
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        if (thrift.IsBroken)
            return [];
        foreach (var group in groups)
        {
            foreach (ref var place in group.AsSpan())
                place = place with { IsAmbiguous = isAmbiguous };
        }
        return groups;
    }

    private static ChunkPlace[] OfGroup(ref CompactThrift thrift, long end)
    {
        ChunkPlace[] columns = [];
        for (int id = 0; thrift.TryField(ref id, out var type);)
        {
            if ((id, type) != (1, ThriftType.List))
            {
                thrift.Skip(type);
                continue;
            }
            columns = new ChunkPlace[thrift.List(ThriftType.Struct)];
            for (int c = 0; c < columns.Length; c++)
                columns[c] = OfColumn(ref thrift, end);
        }
        return columns;
    }

    private static ChunkPlace OfColumn(ref CompactThrift thrift, long end)
    {
        const int pathOfOtherFile = 1, encryption = 8, encrypted = 9;
        ChunkPlace place = default;
        bool isHere = true;
        for (int id = 0; thrift.TryField(ref id, out var type);)
        {
            isHere &= id is not (pathOfOtherFile or encryption or encrypted);
            if ((id, type) == (3, ThriftType.Struct))
                place = OfMetadata(ref thrift, end);
            else
                thrift.Skip(type);
        }
        return isHere ? place : default;
    }

    private static ChunkPlace OfMetadata(ref CompactThrift thrift, long end)
    {
        long values = 0, data = 0, dictionary = 0, length = 0;
        var codec = (PageCodec)(-1);
        bool isKnown = true;
        for (int id = 0; thrift.TryField(ref id, out var type);)
        {
            switch (id, type)
            {
                case (2, ThriftType.List):
                    isKnown = AreKnown(ref thrift);
                    break;
                case (4, ThriftType.Int32):
                    codec = (PageCodec)thrift.Size();
                    break;
                case (5, ThriftType.Int64):
                    values = thrift.Integer();
                    break;
                case (7, ThriftType.Int64):
                    length = thrift.Integer();
                    break;
                case (9, ThriftType.Int64):
                    data = thrift.Integer();
                    break;
                case (11, ThriftType.Int64):
                    dictionary = thrift.Integer();
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        long start = dictionary > 0 && dictionary < data ? dictionary : data;
        return isKnown && start > 0 && length is > 0 and <= MostBytes && start <= end - length ? new ChunkPlace(start, (int)length, codec, values, false) : default;
    }

    private static bool AreKnown(ref CompactThrift thrift)
    {
        // Old writers name that of levels that they have none of.
        const int bitPacked = 4;
        bool areKnown = true;
        for (int left = thrift.List(ThriftType.Int32); left > 0; left--)
        {
            int encoding = thrift.Size();
            areKnown &= encoding == bitPacked || Enum.IsDefined((PageEncoding)encoding);
        }
        return areKnown;
    }
}

/// <summary>How pages are compressed, by the number in Parquet; others than these are left to ParquetSharp.</summary>
internal enum PageCodec
{
    None = 0,
    Snappy = 1,
    Zstd = 6,
}
