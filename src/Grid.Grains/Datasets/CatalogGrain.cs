namespace Grid.Grains;

/// <summary>Stores which datasets and studies have names.</summary>
public sealed class CatalogGrain([PersistentState("catalog", "grid")] IPersistentState<CatalogState> stored) : Grain, ICatalogGrain
{
    /// <inheritdoc/>
    public Task AddAsync(CatalogKind kind, string name, CancellationToken cancellation) => ChangeAsync(kind, names => !names.Contains(name) ? [.. names, name] : names);

    /// <inheritdoc/>
    public Task RemoveAsync(CatalogKind kind, string name, CancellationToken cancellation) => ChangeAsync(kind, names => names.Contains(name) ? [.. names.Where(n => n != name)] : names);

    /// <inheritdoc/>
    public Task<CatalogList> ListAsync(CancellationToken cancellation) =>
        Task.FromResult(new CatalogList([.. stored.State.Datasets.Order(StringComparer.Ordinal)], [.. stored.State.Studies.Order(StringComparer.Ordinal)]));

    private async Task ChangeAsync(CatalogKind kind, Func<List<string>, List<string>> change)
    {
        try
        {
            await WriteAsync(kind, change);
        }
        catch (InconsistentStateException)
        {
            // An activation on a silo that was given up has written last: what it has stored is kept.
            await stored.ReadStateAsync();
            await WriteAsync(kind, change);
        }
    }

    private async Task WriteAsync(CatalogKind kind, Func<List<string>, List<string>> change)
    {
        var before = stored.State;
        var names = kind == CatalogKind.Dataset ? before.Datasets : before.Studies;
        var changed = change(names);
        if (ReferenceEquals(names, changed))
            return;
        stored.State = kind == CatalogKind.Dataset
            ? new CatalogState { Datasets = changed, Studies = before.Studies }
            : new CatalogState { Datasets = before.Datasets, Studies = changed };
        try
        {
            // Without a name there is nothing to store, and nothing left behind.
            if (stored.State.Datasets.Count + stored.State.Studies.Count > 0)
                await stored.WriteStateAsync();
            else
                await stored.ClearStateAsync();
        }
        catch
        {
            stored.State = before;
            throw;
        }
    }
}
