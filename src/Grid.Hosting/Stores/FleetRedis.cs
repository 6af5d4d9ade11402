using StackExchange.Redis;

namespace Grid.Hosting;

/// <summary>The Redis of a fleet, by Microsoft's providers.</summary>
internal static class FleetRedis
{
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

    private static ConfigurationOptions OptionsOf(RedisStore store)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(store.Configuration);
        }
        catch (ArgumentException e)
        {
            throw new ClusterException($"GRID_REDIS={store}: expected host:port, and options such as ssl=true after a comma. {OneLine.Of(e.Message)}", e);
        }
        options.User = store.User ?? options.User;
        options.Password = store.Password ?? options.Password;
        options.ClientName = "grid";
        return options;
    }
}
