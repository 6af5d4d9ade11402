using Grid.Query;

namespace Grid.Abstractions;

/// <summary>Carries a <see cref="QuestionException"/> over the wire with all that it says.</summary>
[RegisterConverter]
internal sealed class QuestionExceptionConverter : IConverter<QuestionException, FaultSurrogate>
{
    public QuestionException ConvertFromSurrogate(in FaultSurrogate surrogate) => (QuestionException)surrogate.Fault.ToException();

    public FaultSurrogate ConvertToSurrogate(in QuestionException value) => new(Fault.From(value));
}
