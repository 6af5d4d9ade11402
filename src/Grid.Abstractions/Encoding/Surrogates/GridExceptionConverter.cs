namespace Grid.Abstractions;

/// <summary>Carries a <see cref="GridException"/> over the wire with all that it says.</summary>
[RegisterConverter]
internal sealed class GridExceptionConverter : IConverter<GridException, FaultSurrogate>
{
    public GridException ConvertFromSurrogate(in FaultSurrogate surrogate) => (GridException)surrogate.Fault.ToException();

    public FaultSurrogate ConvertToSurrogate(in GridException value) => new(Fault.From(value));
}
