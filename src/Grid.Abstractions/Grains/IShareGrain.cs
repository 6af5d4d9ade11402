using Grid.Query;

namespace Grid.Abstractions;

/// <summary>
/// A silo's share of very many groups: takes those of a part of their hashes from the combiners of all silos, merges and finishes them, and keeps
/// them sorted. The key is the silo and the query; it ends with the query.
/// </summary>
[Alias("Grid.IShareGrain")]
public interface IShareGrain : IGrainWithStringKey
{
    /// <summary>Starts a step, unless that is done, and gives what came of it, or after a second a reply without: ask again until it is over.</summary>
    [Alias("StepAsync")]
    [ResponseTimeout("00:00:20")]
    Task<ShareReply> StepAsync(ShareRequest request, CancellationToken cancellation);

    /// <summary>Gives the groups of the finished share from one on, as many as go into a message; null where they are lost.</summary>
    [Alias("ReadAsync")]
    [ResponseTimeout("00:00:20")]
    Task<Encoded<Answer>?> ReadAsync(long from, CancellationToken cancellation);

    /// <summary>Cancels what is under way and ends the activation.</summary>
    [Alias("EndAsync")]
    Task EndAsync(CancellationToken cancellation);
}
