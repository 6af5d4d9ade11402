using System.Net;
using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>How a silo's process was asked to run.</summary>
/// <param name="Folder">The cluster's folder; null where <paramref name="Fleet"/> is given.</param>
/// <param name="Fleet">The cluster on several machines; null where <paramref name="Folder"/> is given.</param>
/// <param name="Name">The silo's name; null for one of its own making.</param>
/// <param name="MemoryBudget">Bytes that its partitions may hold; null for what others have, or what is usual.</param>
/// <param name="Threads">Compute threads.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Port">The port for other silos and clients; 0 for a free one.</param>
/// <param name="HealthPort">The port that tells whether it lives and is ready; null for none.</param>
/// <param name="StopTimeout">How long it may take over its end.</param>
/// <param name="LogLevel">The least level that is logged.</param>
/// <param name="Cache">The folder of what does not fit in memory; empty for none, null for the usual one.</param>
/// <param name="CacheBytes">Bytes that this may take; null for half of what is free.</param>
/// <param name="MostGroupsTogether">Groups of a question that are merged in one place; null for as many as is usual.</param>
/// <param name="MostBytesWhole">Bytes of the other side of a join that each silo takes as a whole; null for as many as is usual.</param>
internal sealed record SiloSettings(
    string? Folder, FleetSettings? Fleet, string? Name, long? MemoryBudget, int Threads, IPAddress Address, int Port, int? HealthPort, TimeSpan StopTimeout, LogLevel LogLevel,
    string? Cache = null, long? CacheBytes = null, long? MostGroupsTogether = null, long? MostBytesWhole = null);
