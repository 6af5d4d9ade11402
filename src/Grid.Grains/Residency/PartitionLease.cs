using Grid.Columns;
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
    public bool IsRuledOut { get; private init; }

    /// <summary>Of a partition of which no row meets the condition of who asks.</summary>
    /// <param name="schema">The columns that were asked for at least.</param>
    /// <param name="firstRow">The position of its first row.</param>
    public static PartitionLease RuledOut(Schema schema, long firstRow) => new(new PartitionTable(schema, [RecordBatch.Empty(schema)], firstRow)) { IsRuledOut = true };

    /// <summary>Whether what a scan finds in them is known already; not looked for of a scan of joined rows, which is kept under those that it was joined with.</summary>
    public bool Knows(Scan scan) => !IsRuledOut && scan is not JoinedScan && scan.Find(Table.Known) is not null;

    /// <summary>Lets them go.</summary>
    public void Dispose() => pins?.Dispose();
}
