namespace Grid.Abstractions;

/// <summary>Trains one family on one split, or a block of its trees, where it lives. The key is the run, family, split and block.</summary>
[Alias("Grid.ITrialGrain")]
public interface ITrialGrain : IGrainWithStringKey
{
    /// <summary>Starts the trial, unless that is done, and gives its result, or a reply without one after a second: ask again.</summary>
    [Alias("TrainAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task<TrialReply> TrainAsync(TrialRequest request, CancellationToken cancellation);

    /// <summary>Cancels the trial where it runs, and forgets its result. Answers when nothing runs any more.</summary>
    [Alias("EndAsync")]
    Task EndAsync(CancellationToken cancellation);
}
