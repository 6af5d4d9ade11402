namespace Grid.OrleansEngine;

/// <summary>The tables of a fleet in DynamoDB, by Microsoft's packages (<c>-p:DynamoDb=Microsoft</c>). Their clients want <c>dynamodb:Scan</c>, where ours want <c>dynamodb:Query</c>.</summary>
internal static class FleetTables
{
    /// <summary>Lets a silo find the others through the fleet's table, and store states in the second one.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="fleet">The tables.</param>
    /// <param name="items">The name of the storage of states, each no longer than DynamoDB's items may be.</param>
    public static void AddTo(ISiloBuilder silo, FleetOptions fleet, string items)
    {
        // In code, as the provider that is configured by settings reads the token and the profile from each other's keys.
        silo.UseDynamoDBClustering(o =>
        {
            (o.Service, o.TableName) = (fleet.Service, fleet.Table);
            (o.CreateIfNotExists, o.UpdateIfExists, o.UseProvisionedThroughput) = (fleet.CreateTables, false, false);
        });
        silo.AddDynamoDBGrainStorage(items, o =>
        {
            (o.Service, o.TableName, o.DeleteStateOnClear) = (fleet.Service, fleet.StateTable, true);
            (o.CreateIfNotExists, o.UpdateIfExists, o.UseProvisionedThroughput) = (fleet.CreateTables, false, false);
        });
    }

    /// <summary>Lets a client find the silos through the fleet's table.</summary>
    public static void AddTo(IClientBuilder client, FleetOptions fleet) => client.UseDynamoDBClustering((DynamoDBGatewayOptions o) =>
    {
        (o.Service, o.TableName) = (fleet.Service, fleet.Table);
        (o.CreateIfNotExists, o.UpdateIfExists, o.UseProvisionedThroughput) = (false, false, false);
    });
}
