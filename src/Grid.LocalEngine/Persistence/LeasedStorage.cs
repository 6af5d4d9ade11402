namespace Grid.LocalEngine;

/// <summary>
/// The storage of a silo in a cluster: it writes while the silo's lease holds. What a silo that was suspended has had on its
/// way is not written once others may have taken over.
/// </summary>
/// <param name="inner">Where it writes.</param>
/// <param name="holds">Whether the lease holds.</param>
internal sealed class LeasedStorage(IGrainStorage inner, Func<bool> holds) : IGrainStorage
{
    public Task<StoredState?> ReadAsync(GrainId grain, string stateName) => inner.ReadAsync(grain, stateName);

    public Task<string> WriteAsync(GrainId grain, string stateName, byte[] content, string? etag)
    {
        Check(grain);
        return inner.WriteAsync(grain, stateName, content, etag);
    }

    public Task ClearAsync(GrainId grain, string stateName, string? etag)
    {
        Check(grain);
        return inner.ClearAsync(grain, stateName, etag);
    }

    private void Check(GrainId grain)
    {
        if (!holds())
            throw new SiloUnavailableException($"The silo is no longer in its cluster, and may not store {grain}.");
    }
}
