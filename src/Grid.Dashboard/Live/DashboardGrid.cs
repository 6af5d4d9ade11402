using Grid.Client;

namespace Grid.Dashboard;

/// <summary>The grid that the pages are of: that of the process's silo, which may be another one later.</summary>
internal sealed class DashboardGrid(DashboardSettings settings) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private IGrainFactory? _of;
    private GridClient? _grid;

    /// <summary>The grid.</summary>
    /// <exception cref="GridException">The silo is not up.</exception>
    public GridClient Now
    {
        get
        {
            var there = settings.Grains() ?? throw new GridException("this silo is not up");
            lock (_lock)
            {
                if (!ReferenceEquals(there, _of))
                    (_of, _grid) = (there, GridClient.Connect(there));
                return _grid!;
            }
        }
    }

    public ValueTask DisposeAsync() => _grid?.DisposeAsync() ?? default;
}
