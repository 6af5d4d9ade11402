using Grid.Query;

namespace Grid.Grains;

/// <summary>Rows of a partition that stay in memory until this is disposed of.</summary>
/// <param name="table">The rows, with the columns that were asked for at least.</param>
/// <param name="pins">What keeps them; null where they stay anyway.</param>
internal sealed class PartitionLease(PartitionTable table, IDisposable? pins = null) : IDisposable
{
    /// <summary>The rows, with the columns that were asked for at least.</summary>
    public PartitionTable Table => table;

    /// <summary>Whether the rows are not there, as the condition of who asks holds for none of them.</summary>
    public bool IsRuledOut { get; init; }

    /// <summary>Whether what a scan finds in them is known already; not looked for of a scan of joined rows, which is kept under those that it was joined with.</summary>
    public bool Knows(Scan scan) => !IsRuledOut && scan is not JoinedScan && scan.Find(Table.Known) is not null;

    /// <summary>Lets them go.</summary>
    public void Dispose() => pins?.Dispose();
}
