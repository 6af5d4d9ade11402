using Grid.Client;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Flight;

/// <summary>The grid behind a door: that of the process's silo, which may be another one later.</summary>
/// <param name="silo">The silo's services; null while there is none.</param>
internal sealed class FlightGrid(Func<IServiceProvider?> silo) : IAsyncDisposable
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
            var there = Silo.GetRequiredService<IGrainFactory>();
            lock (_lock)
            {
                if (!ReferenceEquals(there, _of))
                    (_of, _grid) = (there, GridClient.Connect(there));
                return _grid!;
            }
        }
    }

    private IServiceProvider Silo => silo() ?? throw FlightStatus.Of(StatusCode.Unavailable, "this silo is not up yet; ask again, or another silo");

    /// <summary>The silos that hold partitions now, by name.</summary>
    public Task<IReadOnlyList<string>> SilosOfAsync(IReadOnlyList<string> partitions, CancellationToken cancellation) =>
        Silo.GetRequiredService<IGrainLocator>().LocateAsync<IPartitionGrain>(partitions, cancellation);

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
