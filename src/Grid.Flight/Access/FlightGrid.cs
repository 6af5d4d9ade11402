using Grid.Client;
using Grpc.Core;

namespace Grid.Flight;

/// <summary>The grid behind a door: that of the process's silo, which may be another one later.</summary>
/// <param name="grains">The way to the grains; null while there is none.</param>
internal sealed class FlightGrid(Func<IGrainFactory?> grains) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private IGrainFactory? _of;
    private GridClient? _grid;

    /// <summary>The grid.</summary>
    /// <exception cref="RpcException">The silo is not up.</exception>
    public GridClient Now
    {
        get
        {
            var there = grains() ?? throw FlightStatus.Of(StatusCode.Unavailable, "this silo is not up yet; ask again, or another silo");
            lock (_lock)
            {
                if (!ReferenceEquals(there, _of))
                    (_of, _grid) = (there, GridClient.Connect(there));
                return _grid!;
            }
        }
    }

    /// <summary>A dataset, and what a command does to it first.</summary>
    /// <exception cref="RpcException">There is none of that name.</exception>
    public async Task<GridFrame> OpenAsync(FlightCommand command, CancellationToken cancellation)
    {
        var frame = await OpenAsync(command.Dataset, cancellation);
        foreach (var join in command.Joins)
            frame = frame.Join(await OpenAsync(join.Dataset, cancellation), join.On, join.How, join.As ?? join.Dataset);
        return frame.With(command.Transforms);
    }

    private async Task<GridFrame> OpenAsync(string dataset, CancellationToken cancellation)
    {
        try
        {
            return await Now.OpenDatasetAsync(dataset, cancellation);
        }
        catch (DatasetException e)
        {
            throw FlightStatus.Of(StatusCode.NotFound, e.Message);
        }
    }

    public ValueTask DisposeAsync() => _grid?.DisposeAsync() ?? default;
}
