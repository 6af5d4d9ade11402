using System.Globalization;

namespace Grid.Cli;

/// <summary>What each silo of a cluster may use.</summary>
/// <param name="Memory">Bytes that its partitions may hold.</param>
/// <param name="Threads">Compute threads.</param>
/// <param name="Cache">The folder of what does not fit in memory; empty for none, null for the usual one.</param>
/// <param name="CacheBytes">Bytes that this may take; null for half of what is free.</param>
internal sealed record SiloResources(long Memory, int Threads, string? Cache = null, long? CacheBytes = null)
{
    /// <summary>What the silos of a cluster that runs have.</summary>
    public static SiloResources Of(IReadOnlyDictionary<string, string> settings, int threads) => new(
        long.Parse(settings["memory"], CultureInfo.InvariantCulture), threads, settings.GetValueOrDefault("cache"),
        settings.TryGetValue("cacheBytes", out string? bytes) ? long.Parse(bytes, CultureInfo.InvariantCulture) : null);
}
