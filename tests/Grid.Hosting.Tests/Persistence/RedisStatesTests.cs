using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Grid.Hosting.Tests.Persistence;

public sealed class RedisStatesTests
{
    private static readonly GrainId Grain = GrainId.Create("log", "study/0");

    private readonly Flawed _items = new();
    private readonly PartedStorage _storage;

    public RedisStatesTests() => _storage = new PartedStorage(new RedisStates(_items, new RedisStore("redis:6379,password=secret"), _ => TimeSpan.Zero), 100, NullLogger.Instance);

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_a_write_that_was_made()
    {
        string? etag = await WriteAsync(null, 500);
        _items.AnswersLost = 1;

        string? next = await WriteAsync(etag, 700);

        Assert.NotEqual(etag, next);
        Assert.Equal(700, (await ReadAsync()).Length);
        // It is known by its version from then on.
        await WriteAsync(next, 30);
        Assert.Equal(30, (await ReadAsync()).Length);
    }

    [Fact]
    public async Task A_write_of_another_in_between_is_not_taken_for_ones_own()
    {
        string? etag = await WriteAsync(null, 500);
        await WriteAsync(etag, 300);
        _items.Faults = 1;

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(etag, 700));

        Assert.Equal(300, (await ReadAsync()).Length);
    }

    [Fact]
    public async Task A_removal_whose_answer_was_lost_is_one()
    {
        string? etag = await WriteAsync(null, 50);
        _items.AnswersLost = 1;

        await _storage.ClearStateAsync("trials", Grain, new GrainState<List<string>>([], etag) { RecordExists = true });

        Assert.Equal(0, _items.Count);
    }

    [Fact]
    public async Task What_may_have_been_written_keeps_its_parts_and_is_whole()
    {
        string? etag = await WriteAsync(null, 500);
        // The first part is written, and nobody is there to say so ever after.
        _items.AnswersLostOf = part => part.Following > 0;

        var refusal = await Assert.ThrowsAsync<StorageException>(() => WriteAsync(etag, 900));

        Assert.StartsWith("The state of log/study/0 could not be written: Redis at redis:6379 does not answer: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        _items.AnswersLostOf = null;
        Assert.Equal(900, (await ReadAsync()).Length);
    }

    [Fact]
    public async Task Parts_of_before_that_cannot_be_removed_do_not_make_a_write_one_that_failed()
    {
        string? etag = await WriteAsync(null, 500);
        _items.RefusesRemoval = true;

        await WriteAsync(etag, 10);

        Assert.Equal(10, (await ReadAsync()).Length);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task What_passes_is_tried_four_times_and_no_more(int faults, bool isRead)
    {
        await WriteAsync(null, 10);
        _items.Faults = faults;

        if (isRead)
            Assert.Equal(10, (await ReadAsync()).Length);
        else
            await Assert.ThrowsAsync<StorageException>(ReadAsync);
        Assert.Equal(0, _items.Faults);
    }

    [Theory]
    [InlineData("READONLY You can't write against a read only replica.", "is a replica, which takes no writes: name the primary in GRID_REDIS.")]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.", "is full: give it more memory (maxmemory), or the fleet one of its own.")]
    [InlineData("MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.", "cannot keep what it is given: see its log, and make room on its disk.")]
    [InlineData("LOADING Redis is loading the dataset in memory", "is still reading what it has kept: try again when it has.")]
    [InlineData("NOPERM User grid has no permissions to run the 'eval' command", "does not accept the credentials: set GRID_REDIS_USER and GRID_REDIS_PASSWORD.")]
    public void What_does_not_pass_is_told_with_what_to_do(string said, string told)
    {
        var store = new RedisStore("redis:6379");
        Assert.StartsWith($"Redis at redis:6379 {told} ({said.TrimEnd('.')})", RedisFault.WhyNot(new RedisServerException(said), store), StringComparison.Ordinal);
    }

    private async Task<string?> WriteAsync(string? etag, int length)
    {
        var state = new GrainState<List<string>>([new string('x', length)], etag) { RecordExists = etag is not null };
        await _storage.WriteStateAsync("trials", Grain, state);
        return state.ETag;
    }

    private async Task<string> ReadAsync()
    {
        var state = new GrainState<List<string>>([]);
        await _storage.ReadStateAsync("trials", Grain, state);
        return Assert.Single(state.State!);
    }

    /// <summary>A storage in memory whose connection breaks, before or after what is asked is done.</summary>
    private sealed class Flawed : IGrainStorage
    {
        private readonly Dictionary<GrainId, (StatePart Part, int Version)> _items = [];
        private bool _isGone;

        /// <summary>How many of the next requests do not arrive.</summary>
        public int Faults { get; set; }

        /// <summary>How many of the next changes are made, and nobody hears of it.</summary>
        public int AnswersLost { get; set; }

        /// <summary>Which write is made and not answered, and nothing after it.</summary>
        public Func<StatePart, bool>? AnswersLostOf
        {
            get;
            set => (field, _isGone) = (value, false);
        }

        public bool RefusesRemoval { get; set; }

        public int Count => _items.Count;

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Arrive();
            grainState.RecordExists = _items.TryGetValue(grainId, out var item);
            if (grainState.RecordExists)
                (grainState.State, grainState.ETag) = ((T)(object)item.Part, $"{item.Version}");
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Arrive();
            int version = Check(grainId, grainState.ETag) + 1;
            var part = (StatePart)(object)grainState.State!;
            _items[grainId] = (part, version);
            _isGone = AnswersLostOf?.Invoke(part) == true;
            Answer();
            (grainState.ETag, grainState.RecordExists) = ($"{version}", true);
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Arrive();
            if (RefusesRemoval)
                throw new RedisConnectionException(ConnectionFailureType.SocketFailure, "it is gone");
            Check(grainId, grainState.ETag);
            _items.Remove(grainId);
            Answer();
            return Task.CompletedTask;
        }

        private void Arrive()
        {
            if (!_isGone && Faults == 0)
                return;
            Faults = Math.Max(0, Faults - 1);
            throw new RedisConnectionException(ConnectionFailureType.SocketFailure, "it is gone");
        }

        private void Answer()
        {
            if (!_isGone && AnswersLost == 0)
                return;
            AnswersLost = Math.Max(0, AnswersLost - 1);
            throw new RedisTimeoutException("it takes its time", CommandStatus.Sent);
        }

        private int Check(GrainId grain, string? etag)
        {
            int there = _items.GetValueOrDefault(grain).Version;
            return $"{there}" == (etag ?? "0") ? there : throw new InconsistentStateException("late", $"{there}", etag);
        }
    }
}
