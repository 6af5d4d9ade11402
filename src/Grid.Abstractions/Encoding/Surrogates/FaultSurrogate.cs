namespace Grid.Abstractions;

/// <summary>
/// What stands for an exception on the wire of Orleans, which by itself carries an exception's message and no more of what it says.
/// </summary>
[GenerateSerializer, Immutable, Alias("Grid.FaultSurrogate")]
internal readonly struct FaultSurrogate(Fault fault)
{
    /// <summary>The exception as data.</summary>
    [Id(0)]
    public readonly Fault Fault = fault;
}
