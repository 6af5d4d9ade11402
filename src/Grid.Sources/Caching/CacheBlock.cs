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
        read is DictionaryColumn coded ? new DictionaryColumn(coded.Codes, coded.Values, coded.IsOrdered, _nullsCoded, _counts) : read;
}
