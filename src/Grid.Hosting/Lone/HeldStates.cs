using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Serialization;
using Orleans.Storage;

namespace Grid.Hosting;

/// <summary>States of grains in memory, for as long as the silo runs: copies of what was written, so that a change that was not written is not read.</summary>
/// <param name="copier">Copies states.</param>
internal sealed class HeldStates(DeepCopier copier) : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), Held> _held = new();
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var held = _held.GetValueOrDefault((stateName, grainId));
        (grainState.State, grainState.ETag, grainState.RecordExists) = held is null
            ? (Activator.CreateInstance<T>(), null, false)
            : (copier.Copy((T)held.State), held.Etag, true);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var next = new Held(copier.Copy(grainState.State)!, Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture));
        var before = Check((stateName, grainId), grainState.ETag);
        if (before is null ? !_held.TryAdd((stateName, grainId), next) : !_held.TryUpdate((stateName, grainId), next, before))
            throw Conflict(stateName, grainId, _held.GetValueOrDefault((stateName, grainId))?.Etag, grainState.ETag);
        (grainState.ETag, grainState.RecordExists) = (next.Etag, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Check((stateName, grainId), grainState.ETag) is { } held)
            _held.TryRemove(new KeyValuePair<(string, GrainId), Held>((stateName, grainId), held));
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }

    private Held? Check((string Name, GrainId Grain) key, string? etag)
    {
        var held = _held.GetValueOrDefault(key);
        return held?.Etag == etag ? held : throw Conflict(key.Name, key.Grain, held?.Etag, etag);
    }

    private static InconsistentStateException Conflict(string stateName, GrainId grain, string? found, string? etag) =>
        new($"State '{stateName}' of {grain} is not the version that was read: another activation has written it.", found, etag);

    private sealed record Held(object State, string Etag);
}
