using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Where a column lies in a cache file, and what is known of it besides its values.</summary>
public sealed class CacheBlock
{
    // Counts of more values would be no small thing to keep: they are counted again when they are asked for.
    private const int MostCounts = 4096;

    private readonly bool _nullsCoded;
    private readonly int[]? _counts;

    internal CacheBlock(Column column, long offset, int length, ulong hash)
    {
        (Offset, Length, Hash) = (offset, length, hash);
        if (column is not DictionaryColumn coded)
            return;
        _nullsCoded = coded.NullsCoded;
        _counts = coded.Values.Length <= MostCounts ? coded.CodeCounts.ToArray() : null;
    }

    /// <summary>Where it starts, in bytes from the start of the file.</summary>
    internal long Offset { get; }

    /// <summary>How many bytes it takes there.</summary>
    internal int Length { get; }

    /// <summary>The checksum of these bytes.</summary>
    internal ulong Hash { get; }

    /// <summary>The column as it was, of the values that were read.</summary>
    internal Column Complete(Column read) =>
        read is DictionaryColumn coded ? new DictionaryColumn(_nullsCoded ? NullsCoded(coded) : coded.Codes, coded.Values, coded.IsOrdered, _nullsCoded, _counts) : read;

    // The format has no code where a null is.
    private static Column NullsCoded(DictionaryColumn coded)
    {
        int code = coded.Values.Length;
        return coded.Codes switch
        {
            _ when coded.NullCount == 0 => coded.Codes,
            PrimitiveColumn<byte> codes => NullsCoded(codes, (byte)code),
            PrimitiveColumn<ushort> codes => NullsCoded(codes, (ushort)code),
            PrimitiveColumn<int> codes => NullsCoded(codes, code),
            _ => throw new ArrowFormatException($"codes of {coded.Codes.Type} have no room for nulls", 0),
        };
    }

    private static PrimitiveColumn<T> NullsCoded<T>(PrimitiveColumn<T> codes, T code) where T : unmanaged
    {
        byte[] bytes = codes.Bytes.ToArray();
        var values = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        var valid = codes.Validity!.Value;
        for (int row = 0; row < values.Length; row++)
        {
            if (!valid[row])
                values[row] = code;
        }
        return new PrimitiveColumn<T>(codes.Type, bytes, codes.Validity, codes.NullCount);
    }
}
