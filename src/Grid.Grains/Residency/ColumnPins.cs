using Grid.Columns;

namespace Grid.Grains;

/// <summary>Columns of a partition that stay in memory until this is disposed of; of some, the room alone is there as yet.</summary>
internal sealed class ColumnPins(Residents residents, ResidentColumns partition, int[] columns) : IDisposable
{
    private bool _disposed;

    /// <summary>Which of them are not in memory.</summary>
    public int[] Missing => [.. columns.Where(c => partition[c].Column is null)];

    /// <summary>A column, which is in memory.</summary>
    public Column Column(int index) => partition[index].Column!;

    /// <summary>Puts a column into the room that was kept for it, or in another's place.</summary>
    public void Fill(int index, Column column) => residents.Fill(partition, index, column);

    /// <summary>Lets them go.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        residents.Release(partition, columns);
    }
}
