namespace Grid.Abstractions;

/// <summary>Asks for memory for what a load is still to bring.</summary>
/// <param name="Load">Which load.</param>
/// <param name="Bytes">How many bytes, in place of what was reserved for it before.</param>
/// <param name="What">What they are for, as the start of a sentence.</param>
/// <param name="Held">Bytes that the load holds already.</param>
[GenerateSerializer, Immutable, Alias("Grid.ReservationRequest")]
public sealed record ReservationRequest(
    [property: Id(0)] string Load,
    [property: Id(1)] long Bytes,
    [property: Id(2)] string What,
    [property: Id(3)] long Held);
