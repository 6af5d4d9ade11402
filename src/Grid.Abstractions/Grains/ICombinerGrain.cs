namespace Grid.Abstractions;

/// <summary>
/// Merges the states of the partitions that live on one silo, so that a silo answers a scan with one state.
/// The key is the silo and the query; it ends with the query.
/// </summary>
[Alias("Grid.ICombinerGrain")]
public interface ICombinerGrain : IGrainWithStringKey
{
    /// <summary>
    /// The merged state of a scan over some partitions; or a reply without one, that tells how many are done, as soon as
    /// there are more than <paramref name="seen"/>, at most ten times a second. Ask again until it is there.
    /// </summary>
    [Alias("CombineAsync")]
    [ResponseTimeout("00:00:20")]
    Task<ScanReply> CombineAsync(CombineRequest request, int seen, CancellationToken cancellation);

    /// <summary>A piece of a part of the groups that are held, or a reply without one when that takes longer than a second: ask again. Ask piece by piece until the last.</summary>
    [Alias("ReadPartAsync")]
    [ResponseTimeout("00:00:20")]
    Task<PartReply> ReadPartAsync(PartRequest request, CancellationToken cancellation);

    /// <summary>Cancels what is under way and ends the activation.</summary>
    [Alias("EndAsync")]
    Task EndAsync(CancellationToken cancellation);
}
