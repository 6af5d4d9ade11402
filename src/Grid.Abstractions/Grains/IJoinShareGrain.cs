namespace Grid.Abstractions;

/// <summary>
/// A silo's share of the other side of a join that is too large for one silo: the rows whose keys' hash falls into its part. The key is the silo, and what is joined. It
/// is let go when nobody has asked for its rows in a while.
/// </summary>
[Alias("Grid.IJoinShareGrain")]
public interface IJoinShareGrain : IGrainWithStringKey
{
    /// <summary>Takes the memory that the share will need, unless it is there, or after a second gives a reply that is not over, as others may be about to let go of theirs: ask again.</summary>
    [Alias("ReserveAsync")]
    [ResponseTimeout("00:00:20")]
    Task<JoinShareReply> ReserveAsync(JoinShareSpec spec, CancellationToken cancellation);

    /// <summary>Reads the share from the partitions of its dataset, unless that is done, and tells of it, or after a second a reply that is not over: ask again.</summary>
    [Alias("ReadAsync")]
    [ResponseTimeout("00:00:20")]
    Task<JoinShareReply> ReadAsync(JoinShareSpec spec, CancellationToken cancellation);

    /// <summary>A chunk of the rows of some keys, or a reply without one when that takes longer than a second: ask again. Ask chunk by chunk until the last.</summary>
    [Alias("FindAsync")]
    [ResponseTimeout("00:00:20")]
    Task<JoinRowsReply> FindAsync(JoinRowsRequest request, CancellationToken cancellation);

    /// <summary>Lets go of the share, unless it is another than that which was told of.</summary>
    [Alias("EndAsync")]
    Task EndAsync(string id, CancellationToken cancellation);
}
