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
internal sealed class PartedStorage(IGrainStorage items, int longest) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
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

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        byte[] all = JsonSerializer.SerializeToUtf8Bytes(grainState.State);
        byte[][] parts = [.. all.Chunk(longest)];
        var first = new StatePart { Bytes = parts[0], Rest = parts.Length > 1 ? Guid.NewGuid().ToString("N") : null, Following = parts.Length - 1 };
        var (before, _) = await ItemAsync(stateName, grainId);
        for (int i = 0; i < first.Following; i++)
            await items.WriteStateAsync(stateName, PartOf(grainId, first, i), new GrainState<StatePart>(new StatePart { Bytes = parts[i + 1] }));
        var written = new GrainState<StatePart>(first, grainState.ETag) { RecordExists = grainState.RecordExists };
        try
        {
            await items.WriteStateAsync(stateName, grainId, written);
        }
        catch
        {
            await ForgetAsync(stateName, grainId, first);
            throw;
        }
        (grainState.ETag, grainState.RecordExists) = (written.ETag, true);
        await ForgetAsync(stateName, grainId, before);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (before, _) = await ItemAsync(stateName, grainId);
        if (before is not null)
        {
            await items.ClearStateAsync(stateName, grainId, new GrainState<StatePart>(before, grainState.ETag) { RecordExists = true });
            await ForgetAsync(stateName, grainId, before);
        }
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
    }

    private async Task<(StatePart? Part, string? Etag)> ItemAsync(string stateName, GrainId grain)
    {
        var item = new GrainState<StatePart>(new StatePart());
        await items.ReadStateAsync(stateName, grain, item);
        return item.RecordExists ? (item.State, item.ETag) : (null, null);
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
