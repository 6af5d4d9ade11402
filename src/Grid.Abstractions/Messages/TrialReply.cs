using Grid.Learning;

namespace Grid.Abstractions;

/// <summary>What a trial has found, or nothing yet.</summary>
/// <param name="Result">The result; null where it is not there yet: ask again.</param>
/// <param name="Silo">Where the trial runs.</param>
/// <param name="Threads">Compute threads of that silo.</param>
/// <param name="Fault">Why there will be no result.</param>
[GenerateSerializer, Immutable, Alias("Grid.TrialReply")]
public sealed record TrialReply(
    [property: Id(0)] Encoded<TrialResult>? Result,
    [property: Id(1)] string Silo,
    [property: Id(2)] int Threads,
    [property: Id(3)] Fault? Fault = null) : IPollReply
{
    /// <inheritdoc/>
    public bool IsOver => Result is not null || Fault is not null;
}
