namespace Grid.Grains;

/// <summary>Stores which datasets have names.</summary>
public sealed class CatalogGrain([PersistentState("catalog", "grid")] IPersistentState<CatalogState> stored) : Grain, ICatalogGrain
{
    /// <inheritdoc/>
    public Task AddAsync(string dataset, CancellationToken cancellation) => stored.State.Datasets.Contains(dataset)
        ? Task.CompletedTask : WriteAsync([.. stored.State.Datasets, dataset]);

    /// <inheritdoc/>
    public Task RemoveAsync(string dataset, CancellationToken cancellation) => stored.State.Datasets.Contains(dataset)
        ? WriteAsync([.. stored.State.Datasets.Where(d => d != dataset)]) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<CatalogList> ListAsync(CancellationToken cancellation) =>
        Task.FromResult(new CatalogList([.. stored.State.Datasets.Order(StringComparer.Ordinal)]));

    private async Task WriteAsync(List<string> datasets)
    {
        var before = stored.State.Datasets;
        stored.State.Datasets = datasets;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            stored.State.Datasets = before;
            throw;
        }
    }
}
