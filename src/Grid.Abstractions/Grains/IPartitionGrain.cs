namespace Grid.Abstractions;

/// <summary>
/// A partition: a range of a source and, once loaded, its record batches. The key is the dataset, the load and the index.
/// One that is asked without having its data (its silo was lost) loads itself again from its source.
/// </summary>
[Alias("Grid.IPartitionGrain")]
public interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Loads as specified, unless that is under way or done, and gives the state as soon as its version is not
    /// <paramref name="version"/>, or else after a second. Another specification of the same rows (a wider schema,
    /// another first row) changes what is loaded already. Ask again until it is ready or failed.
    /// </summary>
    [Alias("LoadAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task<PartitionStatus> LoadAsync(PartitionSpec spec, long version, CancellationToken cancellation);

    /// <summary>The state of a scan, or a reply without one when it takes longer than a second: ask again.</summary>
    [Alias("ComputeAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task<ScanReply> ComputeAsync(ScanRequest request, CancellationToken cancellation);

    /// <summary>A chunk of the rows, or a reply without one when that takes longer than a second: ask again. Ask chunk by chunk until the last.</summary>
    [Alias("ReadRowsAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task<RowsReply> ReadRowsAsync(RowsRequest request, CancellationToken cancellation);

    /// <summary>Starts to load the rows of a dataset that is loaded, where they are not here; returns at once.</summary>
    [Alias("WarmAsync")]
    Task WarmAsync(CancellationToken cancellation);

    /// <summary>Cancels what is under way, frees the data and ends the activation.</summary>
    [Alias("DropAsync")]
    [Idempotent]
    Task DropAsync(CancellationToken cancellation);
}
