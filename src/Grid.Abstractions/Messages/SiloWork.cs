namespace Grid.Abstractions;

/// <summary>How busy a silo is.</summary>
/// <param name="Now">The silo's clock: microseconds from a start of its own.</param>
/// <param name="Threads">How many compute threads it has.</param>
/// <param name="Busy">How many of them work.</param>
/// <param name="BytesIn">Bytes of the messages that other silos and clients have sent it, since somebody first asked.</param>
/// <param name="BytesOut">Bytes of those that it has sent them.</param>
[GenerateSerializer, Immutable, Alias("Grid.SiloWork")]
public sealed record SiloWork(
    [property: Id(0)] long Now,
    [property: Id(1)] int Threads,
    [property: Id(2)] int Busy,
    [property: Id(3)] long BytesIn,
    [property: Id(4)] long BytesOut);
