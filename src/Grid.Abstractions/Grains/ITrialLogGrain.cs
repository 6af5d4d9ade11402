namespace Grid.Abstractions;

/// <summary>
/// Keeps some of a study's finished trials: so few that storing one more never rewrites much. The key is the study and the segment.
/// </summary>
[Alias("Grid.ITrialLogGrain")]
public interface ITrialLogGrain : IGrainWithStringKey
{
    /// <summary>Stores trials; of one that is there already, the first result stays. They are stored when this answers.</summary>
    [Alias("AppendAsync")]
    [Idempotent]
    Task AppendAsync(TrialResults results, CancellationToken cancellation);

    /// <summary>What is stored.</summary>
    [Alias("ReadAsync")]
    [Idempotent]
    Task<TrialResults> ReadAsync(CancellationToken cancellation);

    /// <summary>Forgets all.</summary>
    [Alias("ClearAsync")]
    [Idempotent]
    Task ClearAsync(CancellationToken cancellation);
}
