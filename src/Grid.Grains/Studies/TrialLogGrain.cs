using Grid.Learning;
using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>Stores a segment of a study's finished trials.</summary>
public sealed class TrialLogGrain(ILogger<TrialLogGrain> log, [PersistentState("trials", "grid")] IPersistentState<TrialLogState> stored) : Grain, ITrialLogGrain
{
    /// <inheritdoc/>
    public async Task AppendAsync(TrialResults results, CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(results);
        }
        catch (InconsistentStateException)
        {
            // An activation on a silo that was given up has written last: what it has stored is kept.
            await stored.ReadStateAsync(CancellationToken.None);
            await WriteAsync(results);
        }
    }

    /// <inheritdoc/>
    public Task<TrialResults> ReadAsync(CancellationToken cancellation) =>
        Task.FromResult(new TrialResults([.. stored.State.Trials.Select(t => new Encoded<TrialResult>(t))]));

    /// <inheritdoc/>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        await stored.ClearStateAsync(CancellationToken.None);
        DeactivateOnIdle();
    }

    private async Task WriteAsync(TrialResults results)
    {
        var there = stored.State.Trials.Select(t => KeyOf(TrialResult.Decode(t))).ToHashSet();
        int before = stored.State.Trials.Count;
        foreach (var result in results.Trials)
        {
            if (there.Add(KeyOf(result.Value)))
                stored.State.Trials.Add(result.Bytes);
        }
        if (stored.State.Trials.Count == before)
            return;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            // What was not stored is not there.
            stored.State.Trials.RemoveRange(before, stored.State.Trials.Count - before);
            throw;
        }
        foreach (var result in results.Trials)
            StudyLog.TrialStored(log, this.GetPrimaryKeyString(), result.Value.Family, result.Value.Split);
    }

    private static (int, int) KeyOf(TrialResult result) => (result.Family, result.Split);
}
