namespace Grid.Grains;

/// <summary>The datasets that have names by which they can be found again. There is one catalog; its key is <see cref="Key"/>.</summary>
[Alias("Grid.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "datasets";

    /// <summary>Notes a dataset.</summary>
    [Alias("AddAsync")]
    Task AddAsync(string dataset, CancellationToken cancellation);

    /// <summary>Forgets a dataset.</summary>
    [Alias("RemoveAsync")]
    Task RemoveAsync(string dataset, CancellationToken cancellation);

    /// <summary>The names, in ordinal order.</summary>
    [Alias("ListAsync")]
    [ReadOnly]
    Task<CatalogList> ListAsync(CancellationToken cancellation);
}
