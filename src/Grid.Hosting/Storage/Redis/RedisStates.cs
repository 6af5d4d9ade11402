using Orleans.Storage;

namespace Grid.Hosting;

/// <summary>
/// Microsoft's storage in Redis, asked again where that helps, for some twenty seconds at most, and with words for what does not pass. A write whose answer
/// was lost may have been carried out: asked again it is refused as late, and what is there tells whether it came first itself.
/// </summary>
/// <param name="states">The storage.</param>
/// <param name="store">Where Redis is, for messages.</param>
/// <param name="pause">How long to wait before an action is tried for another time; null for ever longer.</param>
internal sealed class RedisStates(IGrainStorage states, RedisStore store, Func<int, TimeSpan>? pause = null) : IGrainStorage
{
    private const int Tries = 4;

    private readonly Func<int, TimeSpan> _pause = pause ?? (tried => TimeSpan.FromMilliseconds(100 << (2 * tried)));

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        TryAsync("read", grainId, () => states.ReadStateAsync(stateName, grainId, grainState), null);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        TryAsync("write", grainId, () => states.WriteStateAsync(stateName, grainId, grainState), async () =>
        {
            var there = await ReadAsync(stateName, grainId);
            // A state's writing has a name of its own, and each of its parts is under one.
            if (!there.RecordExists || grainState.State is not StatePart part || there.State!.Rest != part.Rest || !there.State.Bytes.AsSpan().SequenceEqual(part.Bytes))
                return false;
            (grainState.ETag, grainState.RecordExists) = (there.ETag, true);
            return true;
        });

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        TryAsync("remove", grainId, () => states.ClearStateAsync(stateName, grainId, grainState), async () => !(await ReadAsync(stateName, grainId)).RecordExists);

    private async Task<GrainState<StatePart>> ReadAsync(string stateName, GrainId grain)
    {
        var there = new GrainState<StatePart>(new StatePart());
        await ReadStateAsync(stateName, grain, there);
        return there;
    }

    private async Task TryAsync(string action, GrainId grain, Func<Task> act, Func<Task<bool>>? isDone)
    {
        for (int tried = 0; ; tried++)
        {
            try
            {
                await act();
                return;
            }
            catch (InconsistentStateException) when (tried > 0 && isDone is not null)
            {
                if (!await isDone())
                    throw;
                return;
            }
            catch (Exception e) when (RedisFault.PassesSoon(e) && tried < Tries - 1)
            {
                await Task.Delay(_pause(tried));
            }
            catch (Exception e) when (RedisFault.WhyNot(e, store) is { } why)
            {
                throw new ClusterException($"The state of {grain} could not be {(action == "write" ? "written" : action == "read" ? "read" : "removed")}: {why}", e);
            }
        }
    }
}
