namespace Grid.OrleansEngine;

/// <summary>The tables of a fleet in DynamoDB.</summary>
internal static class FleetTables
{
    /// <summary>Lets a silo find the others through the fleet's table, and store states in the second one.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="fleet">The tables.</param>
    /// <param name="items">The name of the storage of states, each no longer than DynamoDB's items may be.</param>
    public static void AddTo(ISiloBuilder silo, FleetOptions fleet, string items) => throw Refusal();

    /// <summary>Lets a client find the silos through the fleet's table.</summary>
    public static void AddTo(IClientBuilder client, FleetOptions fleet) => throw Refusal();

    private static ClusterException Refusal() => new(
        "This build has no provider for DynamoDB: build it with -p:DynamoDb=Microsoft where Microsoft.Orleans.Clustering.DynamoDB restores.");
}
