namespace Grid.Abstractions;

/// <summary>
/// A dataset: a name, a schema and an ordered list of partitions. It plans and loads in the background, and is observed.
/// Its manifest is stored once the load has succeeded, and not before.
/// </summary>
[Alias("Grid.IDatasetGrain")]
public interface IDatasetGrain : IGrainWithStringKey
{
    /// <summary>Starts to list the files and infer the types; returns at once.</summary>
    /// <exception cref="DatasetException">The dataset is loading or loaded: drop it first.</exception>
    [Alias("PlanAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task PlanAsync(PlanRequest request, CancellationToken cancellation);

    /// <summary>Starts to load what was planned; returns at once. Does nothing where that is under way or done.</summary>
    /// <exception cref="DatasetException">Nothing is planned.</exception>
    [Alias("LoadAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task LoadAsync(CancellationToken cancellation);

    /// <summary>The state, as soon as its version is not <paramref name="version"/>, or else after a second. Start with 0.</summary>
    [Alias("ObserveAsync")]
    [Idempotent]
    [ReadOnly]
    [ResponseTimeout("00:00:20")]
    Task<DatasetStatus> ObserveAsync(long version, CancellationToken cancellation);

    /// <summary>What a question needs to know.</summary>
    /// <exception cref="DatasetException">The dataset is not loaded.</exception>
    [Alias("GetManifestAsync")]
    [Idempotent]
    [ReadOnly]
    [ResponseTimeout("00:00:20")]
    Task<DatasetManifest> GetManifestAsync(CancellationToken cancellation);

    /// <summary>How to load a partition again that its silo has lost.</summary>
    /// <param name="load">Which load the partition belongs to.</param>
    /// <param name="index">Which of its partitions.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DatasetException">That load is not what the dataset holds now.</exception>
    [Alias("GetPartitionAsync")]
    [Idempotent]
    [ReadOnly]
    [ResponseTimeout("00:00:20")]
    Task<PartitionSpec> GetPartitionAsync(string load, int index, CancellationToken cancellation);

    /// <summary>Whether a load is what the dataset holds, or may be about to.</summary>
    [Alias("HoldsAsync")]
    [Idempotent]
    [ReadOnly]
    [ResponseTimeout("00:00:20")]
    Task<bool> HoldsAsync(string load, CancellationToken cancellation);

    /// <summary>Cancels loading, or frees what was loaded; what was planned can be loaded again. Answers when nothing is held.</summary>
    [Alias("UnloadAsync")]
    [Idempotent]
    Task UnloadAsync(CancellationToken cancellation);

    /// <summary>Cancels planning or loading, frees what was loaded and forgets everything. Answers when nothing is left.</summary>
    [Alias("DropAsync")]
    [Idempotent]
    Task DropAsync(CancellationToken cancellation);
}
