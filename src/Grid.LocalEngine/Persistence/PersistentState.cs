using System.Text.Json;

namespace Grid.LocalEngine;

/// <summary>A grain's state over a storage.</summary>
internal sealed class PersistentState<TState>(IGrainStorage storage, GrainId grain, string stateName)
    : IPersistentState<TState>, IStoredOnActivation where TState : new()
{
    public TState State { get; set; } = new();

    public string? Etag { get; private set; }

    public bool RecordExists => Etag is not null;

    public async Task ReadStateAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stored = await storage.ReadAsync(grain, stateName).ConfigureAwait(true);
        State = stored is null ? new TState() : JsonSerializer.Deserialize<TState>(stored.Content) ?? new TState();
        Etag = stored?.Etag;
    }

    public async Task WriteStateAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Etag = await storage.WriteAsync(grain, stateName, JsonSerializer.SerializeToUtf8Bytes(State), Etag).ConfigureAwait(true);
    }

    public async Task ClearStateAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await storage.ClearAsync(grain, stateName, Etag).ConfigureAwait(true);
        (State, Etag) = (new TState(), null);
    }
}
