using System.Collections.Concurrent;

namespace Grid.LocalEngine;

/// <summary>States that last as long as the silo.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(GrainId, string), StoredState> _states = new();
    private long _versions;

    public Task<StoredState?> ReadAsync(GrainId grain, string stateName) =>
        Task.FromResult(_states.GetValueOrDefault((grain, stateName)));

    public Task<string> WriteAsync(GrainId grain, string stateName, byte[] content, string? etag)
    {
        StoredState.Check(_states.GetValueOrDefault((grain, stateName)), etag, grain, stateName);
        string next = Interlocked.Increment(ref _versions).ToString();
        _states[(grain, stateName)] = new StoredState(content, next);
        return Task.FromResult(next);
    }

    public Task ClearAsync(GrainId grain, string stateName, string? etag)
    {
        StoredState.Check(_states.GetValueOrDefault((grain, stateName)), etag, grain, stateName);
        _states.TryRemove((grain, stateName), out _);
        return Task.CompletedTask;
    }
}
