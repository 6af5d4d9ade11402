using Orleans.Statistics;

namespace Grid.Hosting;

/// <summary>Measures nothing of the machine: a silo that is a cluster by itself has nobody to tell it, and places every grain with itself.</summary>
internal sealed class NoStatistics : IEnvironmentStatisticsProvider
{
    public EnvironmentStatistics GetEnvironmentStatistics() => default;
}
