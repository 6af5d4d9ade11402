namespace Grid.Hosting.Tests.Fleet;

/// <summary>A store through which the silos of a test find one another.</summary>
public interface ITestStore
{
    /// <summary>What is not there that it needs, in words; null for nothing.</summary>
    string? Missing { get; }

    /// <summary>What the environment says of it to the silos of a fleet.</summary>
    IReadOnlyDictionary<string, string> EnvironmentOf(string fleet);

    /// <summary>The statuses of a fleet's silos, by their names.</summary>
    Task<Dictionary<string, SiloStatus>> StatusesAsync(string fleet);
}
