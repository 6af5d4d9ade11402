namespace Grid.Hosting;

/// <summary>The tables of a fleet in DynamoDB, by Microsoft's packages (<c>-p:DynamoDb=Microsoft</c>). Their clients want <c>dynamodb:Scan</c>, where ours want <c>dynamodb:Query</c>.</summary>
internal static class FleetTables
{
    /// <summary>Lets a silo find the others through the fleet's table, and store states in the second one.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="fleet">The fleet.</param>
    /// <param name="store">The tables.</param>
    /// <param name="items">The name of the storage of states, each no longer than DynamoDB's items may be.</param>
    public static void AddTo(ISiloBuilder silo, FleetOptions fleet, DynamoDbStore store, string items)
    {
        // In code, as the provider that is configured by settings reads the token and the profile from each other's keys.
        silo.UseDynamoDBClustering(o =>
        {
            (o.Service, o.TableName) = (store.Service, store.Table);
            (o.CreateIfNotExists, o.UpdateIfExists, o.UseProvisionedThroughput) = (store.CreateTables, false, false);
        });
        silo.AddDynamoDBGrainStorage(items, o =>
        {
            (o.Service, o.TableName, o.DeleteStateOnClear) = (store.Service, store.StateTable, true);
            (o.CreateIfNotExists, o.UpdateIfExists, o.UseProvisionedThroughput) = (store.CreateTables, false, false);
        });
    }

    /// <summary>Lets a client find the silos through the fleet's table.</summary>
    public static void AddTo(IClientBuilder client, FleetOptions fleet, DynamoDbStore store) => client.UseDynamoDBClustering((DynamoDBGatewayOptions o) =>
    {
        (o.Service, o.TableName) = (store.Service, store.Table);
        (o.CreateIfNotExists, o.UpdateIfExists, o.UseProvisionedThroughput) = (false, false, false);
    });
}
