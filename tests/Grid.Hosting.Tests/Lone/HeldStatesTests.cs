using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Grid.Hosting.Tests.Lone;

/// <summary>States that a silo by itself keeps in memory.</summary>
public sealed class HeldStatesTests : IDisposable
{
    private static readonly GrainId One = GrainId.Create("counter", "one"), Other = GrainId.Create("counter", "other");

    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly HeldStates _states;

    public HeldStatesTests() => _states = new HeldStates(_services.GetRequiredService<DeepCopier>());

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task What_was_written_is_read_under_its_name_and_grain_alone()
    {
        var written = await WriteAsync(7);

        Assert.Equal((7, written.ETag, true), await ReadAsync("count", One));
        Assert.Equal((0, null, false), await ReadAsync("count", Other));
        Assert.Equal((0, null, false), await ReadAsync("sum", One));
    }

    [Fact]
    public async Task A_change_that_was_not_written_is_not_read()
    {
        var written = await WriteAsync(7);
        written.State!.Count = 8;
        var read = new GrainState<CounterState>();
        await _states.ReadStateAsync("count", One, read);
        read.State!.Count = 9;

        Assert.Equal(7, (await ReadAsync("count", One)).Count);
    }

    [Fact]
    public async Task What_another_has_written_or_cleared_meanwhile_is_neither_overwritten_nor_cleared()
    {
        var mine = await WriteAsync(7);
        var others = new GrainState<CounterState>();
        await _states.ReadStateAsync("count", One, others);
        others.State!.Count = 8;
        await _states.WriteStateAsync("count", One, others);

        var thrown = await Assert.ThrowsAsync<InconsistentStateException>(() => _states.WriteStateAsync("count", One, mine));
        Assert.Equal((others.ETag, mine.ETag), (thrown.StoredEtag, thrown.CurrentEtag));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _states.ClearStateAsync("count", One, mine));
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(1));
        Assert.Equal(8, (await ReadAsync("count", One)).Count);

        await _states.ClearStateAsync("count", One, others);
        await Assert.ThrowsAsync<InconsistentStateException>(() => _states.WriteStateAsync("count", One, mine));
        Assert.Equal((0, null, false), await ReadAsync("count", One));
    }

    private async Task<GrainState<CounterState>> WriteAsync(int count)
    {
        var state = new GrainState<CounterState>(new CounterState { Count = count });
        await _states.WriteStateAsync("count", One, state);
        return state;
    }

    private async Task<(int Count, string? Etag, bool Exists)> ReadAsync(string name, GrainId grain)
    {
        var state = new GrainState<CounterState>();
        await _states.ReadStateAsync(name, grain, state);
        return (state.State!.Count, state.ETag, state.RecordExists);
    }
}
