using Grid.Query;

namespace Grid.Abstractions;

/// <summary>One question to one dataset: runs its scans over the partitions, merges, and keeps the answer until it is ended.</summary>
[Alias("Grid.IQueryGrain")]
public interface IQueryGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts the question, unless that is done, and gives the state as soon as its version is not
    /// <paramref name="version"/>, or else after a second. Start with 0, ask again until it is over.
    /// </summary>
    [Alias("AskAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task<QueryStatus> AskAsync(QueryRequest request, long version, CancellationToken cancellation);

    /// <summary>Gives the groups of an answer that comes in pieces, from one on, as many as go into a message; null where the answer is lost, and is to be asked for again.</summary>
    [Alias("ReadGroupsAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task<Encoded<Answer>?> ReadGroupsAsync(long from, CancellationToken cancellation);

    /// <summary>Cancels the question where it runs, and forgets it.</summary>
    [Alias("EndAsync")]
    Task EndAsync(CancellationToken cancellation);
}
