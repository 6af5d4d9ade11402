using Grid.Sources;

namespace Grid.Abstractions;

/// <summary>Carries a <see cref="SourceException"/> over the wire with all that it says.</summary>
[RegisterConverter]
internal sealed class SourceExceptionConverter : IConverter<SourceException, FaultSurrogate>
{
    public SourceException ConvertFromSurrogate(in FaultSurrogate surrogate) => (SourceException)surrogate.Fault.ToException();

    public FaultSurrogate ConvertToSurrogate(in SourceException value) => new(Fault.From(value));
}
