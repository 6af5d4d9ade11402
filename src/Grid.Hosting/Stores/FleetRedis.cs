using StackExchange.Redis;

namespace Grid.Hosting;

/// <summary>The Redis of a fleet, by Microsoft's providers.</summary>
internal static class FleetRedis
{
    // Words of Redis' protocol, and of its client.
    private static readonly string[] Refusals = ["NOAUTH", "WRONGPASS", "NOPERM", "AuthenticationFailure"];

    /// <summary>Lets a silo find the others through Redis, and store states there.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="store">Where Redis is.</param>
    /// <param name="items">The name of the storage of states.</param>
    public static void AddTo(ISiloBuilder silo, RedisStore store, string items)
    {
        var options = OptionsOf(store);
        silo.UseRedisClustering(o => o.ConfigurationOptions = options);
        silo.AddRedisGrainStorage(items, o => (o.ConfigurationOptions, o.DeleteStateOnClear) = (options, true));
    }

    /// <summary>Lets a client find the silos through Redis.</summary>
    public static void AddTo(IClientBuilder client, RedisStore store)
    {
        var options = OptionsOf(store);
        client.UseRedisClustering(o => o.ConfigurationOptions = options);
    }

    /// <summary>Says what went wrong between a fleet and its Redis, and what to do; null where it was something else.</summary>
    public static string? WhyNot(Exception e, RedisStore store) => e is not (RedisException or RedisTimeoutException) && e.GetType().Name is not ("RedisStorageException" or "RedisClusteringException") ? null
        : IsOfCredentials(e.Message) ? $"Redis at {store} does not accept the credentials: set GRID_REDIS_USER and GRID_REDIS_PASSWORD. ({Short(e)})"
        : $"Redis at {store} does not answer: see that it runs and is reachable from here, and that GRID_REDIS names it. ({Short(e)})";

    private static bool IsOfCredentials(string message) => Refusals.Any(word => message.Contains(word, StringComparison.Ordinal));

    private static string Short(Exception e) => e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');

    private static ConfigurationOptions OptionsOf(RedisStore store)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(store.Configuration);
        }
        catch (ArgumentException e)
        {
            throw new ClusterException($"GRID_REDIS={store}: expected host:port, and options such as ssl=true after a comma. {Short(e)}", e);
        }
        options.User = store.User ?? options.User;
        options.Password = store.Password ?? options.Password;
        options.ClientName = "grid";
        return options;
    }
}
