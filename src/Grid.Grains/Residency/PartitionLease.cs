using Grid.Query;

namespace Grid.Grains;

/// <summary>Rows of a partition that stay in memory until this is disposed of.</summary>
/// <param name="table">The rows, with the columns that were asked for at least.</param>
/// <param name="pins">What keeps them; null where they stay anyway.</param>
internal sealed class PartitionLease(PartitionTable table, IDisposable? pins = null) : IDisposable
{
    /// <summary>The rows, with the columns that were asked for at least.</summary>
    public PartitionTable Table => table;

    /// <summary>Lets them go.</summary>
    public void Dispose() => pins?.Dispose();
}
