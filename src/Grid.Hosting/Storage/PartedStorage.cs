using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace Grid.Hosting;

/// <summary>
/// Stores states of any length in items that must not be longer than some: the first part under the state's own name, with its
/// version, and the rest under names that were not there before. The first is written last and forgotten first, so that a
/// state is there whole or not at all; what a crash leaves behind is parts that nobody asks for.
/// </summary>
/// <param name="items">The storage of items.</param>
/// <param name="longest">Bytes of a part, which the storage of items keeps as text: a third more.</param>
/// <param name="log">Told of parts that could not be removed.</param>
internal sealed class PartedStorage(IGrainStorage items, int longest, ILogger log) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => TellAsync(ReadAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => TellAsync(WriteAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => TellAsync(ClearAsync(stateName, grainId, grainState));

    // What a store refuses comes to whoever asked, over the wire: in an exception that goes there, without what led to it.
    private static async Task TellAsync(Task action)
    {
        try
        {
            await action;
        }
        catch (ClusterException e)
        {
            throw new StorageException(e.Message);
        }
    }

    private async Task ReadAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (first, etag) = await ItemAsync(stateName, grainId);
        if (first is null)
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
            return;
        }
        using var all = new MemoryStream();
        all.Write(first.Bytes);
        for (int i = 0; i < first.Following; i++)
        {
            var (part, _) = await ItemAsync(stateName, PartOf(grainId, first, i));
            all.Write(part?.Bytes ?? throw new InconsistentStateException($"State '{stateName}' of {grainId} was changed while it was read."));
        }
        all.Position = 0;
        (grainState.State, grainState.ETag, grainState.RecordExists) = ((await JsonSerializer.DeserializeAsync<T>(all))!, etag, true);
    }

    private async Task WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        byte[] all = JsonSerializer.SerializeToUtf8Bytes(grainState.State);
        byte[][] parts = [.. all.Chunk(longest)];
        var first = new StatePart { Bytes = parts[0], Rest = Guid.NewGuid().ToString("N"), Following = parts.Length - 1 };
        var (before, _) = await ItemAsync(stateName, grainId);
        try
        {
            for (int i = 0; i < first.Following; i++)
                await items.WriteStateAsync(stateName, PartOf(grainId, first, i), new GrainState<StatePart>(new StatePart { Bytes = parts[i + 1] }));
        }
        // Nobody knows of them yet: a store that is full is not to be filled further with each try.
        catch (Exception)
        {
            await TryForgetAsync(stateName, grainId, first);
            throw;
        }
        var written = new GrainState<StatePart>(first, grainState.ETag) { RecordExists = grainState.RecordExists };
        try
        {
            await items.WriteStateAsync(stateName, grainId, written);
        }
        // After any other fault it may have been written all the same, and its parts are asked for.
        catch (InconsistentStateException)
        {
            await TryForgetAsync(stateName, grainId, first);
            throw;
        }
        (grainState.ETag, grainState.RecordExists) = (written.ETag, true);
        await TryForgetAsync(stateName, grainId, before);
    }

    private async Task ClearAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (before, _) = await ItemAsync(stateName, grainId);
        if (before is not null)
        {
            await items.ClearStateAsync(stateName, grainId, new GrainState<StatePart>(before, grainState.ETag) { RecordExists = true });
            await TryForgetAsync(stateName, grainId, before);
        }
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
    }

    private async Task<(StatePart? Part, string? Etag)> ItemAsync(string stateName, GrainId grain)
    {
        var item = new GrainState<StatePart>(new StatePart());
        await items.ReadStateAsync(stateName, grain, item);
        return item.RecordExists ? (item.State, item.ETag) : (null, null);
    }

    // Parts that cannot be removed now are asked for by nobody: what was to be done is done.
    private async Task TryForgetAsync(string stateName, GrainId grain, StatePart? first)
    {
        try
        {
            await ForgetAsync(stateName, grain, first);
        }
        catch (Exception e) when (e is ClusterException or InconsistentStateException)
        {
            EngineLog.PartsLeft(log, grain.ToString(), e);
        }
    }

    private async Task ForgetAsync(string stateName, GrainId grain, StatePart? first)
    {
        for (int i = 0; i < first?.Following; i++)
        {
            var (part, etag) = await ItemAsync(stateName, PartOf(grain, first, i));
            if (part is not null)
                await items.ClearStateAsync(stateName, PartOf(grain, first, i), new GrainState<StatePart>(part, etag) { RecordExists = true });
        }
    }

    private static GrainId PartOf(GrainId grain, StatePart first, int index) =>
        GrainId.Create(grain.Type, string.Create(CultureInfo.InvariantCulture, $"{grain.Key}#{first.Rest}/{index}"));
}
