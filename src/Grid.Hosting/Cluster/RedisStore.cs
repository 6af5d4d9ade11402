namespace Grid.Hosting;

/// <summary>A server of Redis, or a cluster of them.</summary>
/// <param name="Configuration">As StackExchange.Redis takes it: <c>host:6379</c>, several with commas, then options such as <c>ssl=true</c>.</param>
/// <param name="User">The user; null for Redis' default one, or what the configuration says.</param>
/// <param name="Password">The password; null for none, or what the configuration says.</param>
internal sealed record RedisStore(string Configuration, string? User = null, string? Password = null) : FleetStore
{
    /// <summary>The servers, without credentials.</summary>
    public override string ToString() => string.Join(',', Configuration.Split(',').Where(part => !part.Contains('=', StringComparison.Ordinal)));
}
