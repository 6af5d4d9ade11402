using System.Diagnostics.Metrics;
using Grid.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Silo;

/// <summary>What the silo holds and may hold, for whoever listens.</summary>
internal sealed class SiloMetrics : IDisposable
{
    private readonly Meter _meter = new(GridTelemetry.Name);

    /// <summary>Tells of the silo that the process has by now.</summary>
    public SiloMetrics(Func<OrleansSilo?> silo)
    {
        _meter.CreateObservableUpDownCounter("grid.silo.memory", () => Memory(silo)?.Used ?? 0, "By", "Bytes that the silo's partitions hold, or have reserved.");
        _meter.CreateObservableUpDownCounter("grid.silo.memory.budget", () => Memory(silo)?.Budget ?? 0, "By", "Bytes that they may hold.");
        _meter.CreateObservableUpDownCounter("grid.silo.jobs", () => Jobs(silo), "{job}", "Jobs that the compute threads run, or are to run.");
        _meter.CreateObservableUpDownCounter("grid.silo.partitions", () => silo()?.Partitions ?? 0, "{partition}", "Partitions on the silo.");
    }

    public void Dispose() => _meter.Dispose();

    private static int Jobs(Func<OrleansSilo?> silo) => silo() is { Serves: true } there ? there.Services.GetRequiredService<ComputePool>().Jobs : 0;

    private static SiloMemory? Memory(Func<OrleansSilo?> silo) => silo() is { Serves: true } there ? there.Services.GetRequiredService<SiloMemory>() : null;
}
