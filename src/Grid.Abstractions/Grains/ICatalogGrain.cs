namespace Grid.Abstractions;

/// <summary>The datasets and studies that have names by which they can be found again. There is one catalog; its key is <see cref="Key"/>.</summary>
[Alias("Grid.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "names";

    /// <summary>Notes a name.</summary>
    [Alias("AddAsync")]
    [Idempotent]
    Task AddAsync(CatalogKind kind, string name, CancellationToken cancellation);

    /// <summary>Forgets a name.</summary>
    [Alias("RemoveAsync")]
    [Idempotent]
    Task RemoveAsync(CatalogKind kind, string name, CancellationToken cancellation);

    /// <summary>The names.</summary>
    [Alias("ListAsync")]
    [Idempotent]
    [ReadOnly]
    [ResponseTimeout("00:00:20")]
    Task<CatalogList> ListAsync(CancellationToken cancellation);
}
