using StackExchange.Redis;

namespace Grid.Hosting;

/// <summary>What goes wrong with Redis: what passes soon, and words for all else.</summary>
internal static class RedisFault
{
    // Words of Redis' protocol, and of its client; Microsoft's providers put them in messages of their own.
    private static readonly string[] Refusals = ["NOAUTH", "WRONGPASS", "NOPERM", "AuthenticationFailure"];
    private static readonly string[] Passing = [nameof(RedisTimeoutException), nameof(RedisConnectionException), "LOADING", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN"];

    private static readonly (string Word, string Told)[] Told =
    [
        ("READONLY", "is a replica, which takes no writes: name the primary in GRID_REDIS."),
        ("OOM command", "is full: give it more memory (maxmemory), or the fleet one of its own."),
        ("MISCONF", "cannot keep what it is given: see its log, and make room on its disk."),
        ("LOADING", "is still reading what it has kept: try again when it has."),
    ];

    /// <summary>Whether what failed may succeed in a moment.</summary>
    public static bool PassesSoon(Exception e) => IsOfRedis(e) && !IsOfCredentials(e.Message)
        && (e is RedisTimeoutException or RedisConnectionException || Passing.Any(word => e.Message.Contains(word, StringComparison.Ordinal)));

    /// <summary>Says what went wrong between a fleet and its Redis, and what to do; null where it was something else.</summary>
    public static string? WhyNot(Exception e, RedisStore store) => !IsOfRedis(e) ? null
        : IsOfCredentials(e.Message) ? $"Redis at {store} does not accept the credentials: set GRID_REDIS_USER and GRID_REDIS_PASSWORD. ({OneLine.Of(e.Message)})"
        : Array.Find(Told, t => e.Message.Contains(t.Word, StringComparison.Ordinal)) is { Told: { } told } ? $"Redis at {store} {told} ({OneLine.Of(e.Message)})"
        : $"Redis at {store} does not answer: see that it runs and is reachable from here, and that GRID_REDIS names it. ({OneLine.Of(e.Message)})";

    private static bool IsOfRedis(Exception e) => e is RedisException or RedisTimeoutException || e.GetType().Name is "RedisStorageException" or "RedisClusteringException";

    private static bool IsOfCredentials(string message) => Refusals.Any(word => message.Contains(word, StringComparison.Ordinal));
}
