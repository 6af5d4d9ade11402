using System.Collections.Concurrent;

namespace Grid.Sources;

/// <summary>
/// What was read of the footer of a Parquet file, for all splits of it and any thread: ParquetSharp reads it whole for every reader that is
/// opened. It is kept as long as somebody reads the file, and the collector has not come by since.
/// </summary>
internal sealed class ParquetFooter
{
    private const int FewKnown = 64;

    private static readonly ConcurrentDictionary<FileStamp, WeakReference<ParquetFooter>> s_known = [];
    private static int s_enough = FewKnown;

    private readonly ConcurrentDictionary<string, (IReadOnlyList<ParquetLeaf> Columns, IReadOnlyList<string> LeftOut)> _schemas = new(StringComparer.Ordinal);

    /// <summary>How many rows each row group has; null where nobody has asked.</summary>
    public long[]? GroupRows { get; set; }

    /// <summary>Where the pages of each row group are, leaf by leaf; null where nobody has asked.</summary>
    public ChunkPlace[][]? Places { get; set; }

    /// <summary>What was read of a file; null where nothing is known any more.</summary>
    public static ParquetFooter? Find(FileStamp stamp) => s_known.TryGetValue(stamp, out var known) && known.TryGetTarget(out var footer) ? footer : null;

    /// <summary>Lets others find it, in place of what they found before.</summary>
    public void Share(FileStamp stamp)
    {
        s_known[stamp] = new WeakReference<ParquetFooter>(this);
        if (s_known.Count < s_enough)
            return;
        foreach (var known in s_known.Where(known => !known.Value.TryGetTarget(out _)))
            s_known.TryRemove(known);
        s_enough = Math.Max(FewKnown, 2 * s_known.Count);
    }

    /// <summary>The columns that are wanted, and the nested ones that are left out.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="read">Reads them; what it fails with is not kept.</param>
    public (IReadOnlyList<ParquetLeaf> Columns, IReadOnlyList<string> LeftOut) Schema(CsvOptions options, Func<(IReadOnlyList<ParquetLeaf> Columns, IReadOnlyList<string> LeftOut)> read)
    {
        string wanted = options.Columns is { } columns ? string.Concat(columns.Select(column => $"{column.Length}:{column}")) : "all";
        return _schemas.GetOrAdd($"{options.Nested} {wanted}", _ => read());
    }
}
