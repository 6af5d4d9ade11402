using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grid.Hosting.Tests.Persistence;

public sealed class PartedStorageTests
{
    private const int Longest = 100;
    private static readonly GrainId Grain = GrainId.Create("log", "study/0");

    private readonly Items _items = new();
    private readonly PartedStorage _storage;

    public PartedStorageTests() => _storage = new PartedStorage(_items, Longest, NullLogger.Instance);

    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(5_000)]
    public async Task A_state_of_any_length_comes_back_and_no_item_is_longer_than_allowed(int length)
    {
        await WriteAsync(null, length);

        var read = await ReadAsync();

        Assert.Equal(Text(length), read.State);
        Assert.True(read.RecordExists);
        Assert.All(_items.All, part => Assert.InRange(part.Bytes.Length, 1, Longest));
    }

    [Fact]
    public async Task A_state_that_becomes_shorter_leaves_no_parts_behind()
    {
        string? etag = await WriteAsync(null, 5_000);

        await WriteAsync(etag, 10);

        Assert.Single(_items.All);
        Assert.Equal(Text(10), (await ReadAsync()).State);
    }

    [Fact]
    public async Task A_writer_that_is_late_changes_nothing_and_leaves_nothing()
    {
        string? etag = await WriteAsync(null, 5_000);
        await WriteAsync(etag, 3_000);
        int items = _items.All.Count;

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(etag, 8_000));

        Assert.Equal(items, _items.All.Count);
        Assert.Equal(Text(3_000), (await ReadAsync()).State);
    }

    [Fact]
    public async Task A_store_that_is_full_in_the_middle_of_a_state_keeps_nothing_of_it()
    {
        string? etag = await WriteAsync(null, 10);
        _items.Room = 20;

        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(etag, 5_000));

        Assert.Single(_items.All);
        Assert.Equal(Text(10), (await ReadAsync()).State);
    }

    [Fact]
    public async Task A_state_that_is_cleared_is_gone_with_all_its_parts()
    {
        string? etag = await WriteAsync(null, 5_000);

        await _storage.ClearStateAsync("trials", Grain, new GrainState<List<string>>([], etag) { RecordExists = true });

        Assert.Empty(_items.All);
        Assert.False((await ReadListAsync()).RecordExists);
    }

    private static string Text(int length) => new('x', length);

    private async Task<string?> WriteAsync(string? etag, int length)
    {
        var state = new GrainState<List<string>>([Text(length)], etag) { RecordExists = etag is not null };
        await _storage.WriteStateAsync("trials", Grain, state);
        return state.ETag;
    }

    private async Task<GrainState<string>> ReadAsync()
    {
        var state = await ReadListAsync();
        return new GrainState<string>(Assert.Single(state.State!), state.ETag) { RecordExists = state.RecordExists };
    }

    private async Task<GrainState<List<string>>> ReadListAsync()
    {
        var state = new GrainState<List<string>>([]);
        await _storage.ReadStateAsync("trials", Grain, state);
        return state;
    }

    /// <summary>A storage of items in memory, each with a version.</summary>
    private sealed class Items : IGrainStorage
    {
        private readonly Dictionary<(string, GrainId), (byte[] Json, int Version)> _items = [];

        /// <summary>How many items there is room for.</summary>
        public int Room { get; set; } = int.MaxValue;

        public IReadOnlyList<StatePart> All => [.. _items.Values.Select(i => JsonSerializer.Deserialize<StatePart>(i.Json)!)];

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            grainState.RecordExists = _items.TryGetValue((stateName, grainId), out var item);
            if (grainState.RecordExists)
                (grainState.State, grainState.ETag) = (JsonSerializer.Deserialize<T>(item.Json)!, $"{item.Version}");
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            int version = Check(stateName, grainId, grainState.ETag) + 1;
            if (_items.Count >= Room)
                throw new ClusterException("the store is full.");
            _items[(stateName, grainId)] = (JsonSerializer.SerializeToUtf8Bytes(grainState.State), version);
            (grainState.ETag, grainState.RecordExists) = ($"{version}", true);
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Check(stateName, grainId, grainState.ETag);
            _items.Remove((stateName, grainId));
            return Task.CompletedTask;
        }

        private int Check(string stateName, GrainId grain, string? etag)
        {
            int there = _items.GetValueOrDefault((stateName, grain)).Version;
            return $"{there}" == (etag ?? "0") ? there : throw new InconsistentStateException("late", $"{there}", etag);
        }
    }
}
