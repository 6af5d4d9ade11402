namespace Grid.Hosting;

/// <summary>What a silo holds.</summary>
/// <param name="Bytes">Bytes that its grains hold or have reserved.</param>
/// <param name="Budget">Bytes that they may hold; 0 for no bound.</param>
/// <param name="Reclaimable">Bytes among <paramref name="Bytes"/> that it lets go of when something else needs the room.</param>
/// <param name="Jobs">Jobs that its compute threads run, or are to run.</param>
/// <param name="Idle">How long there has been none.</param>
internal readonly record struct SiloLoad(long Bytes, long Budget, long Reclaimable, int Jobs, TimeSpan Idle);
