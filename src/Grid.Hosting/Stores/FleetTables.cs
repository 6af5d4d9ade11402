using Microsoft.Extensions.Options;
using Orleans.Messaging;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Grid.Hosting;

/// <summary>The tables of a fleet in DynamoDB, by our own providers; <c>-p:DynamoDb=Microsoft</c> takes Microsoft's packages in their place.</summary>
internal static class FleetTables
{
    /// <summary>Lets a silo find the others through the fleet's table, and store states in the second one.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="fleet">The fleet.</param>
    /// <param name="store">The tables.</param>
    /// <param name="items">The name of the storage of states, each no longer than DynamoDB's items may be.</param>
    public static void AddTo(ISiloBuilder silo, FleetOptions fleet, DynamoDbStore store, string items)
    {
        silo.Services.AddSingleton<IMembershipTable>(services => new DynamoDbMembership(
            Members(store), fleet.ClusterId, store.CreateTables, services.GetRequiredService<ILogger<DynamoDbMembership>>()));
        silo.Services.AddGrainStorage(items, (services, _) => new DynamoDbGrainStorage(
            new DynamoDbTable(DynamoDbConnection.Open(store.Service), store.Service, store.StateTable, DynamoDbGrainStorage.Grain, DynamoDbGrainStorage.Name),
            fleet.ServiceId, store.CreateTables, services.GetRequiredService<IGrainStorageSerializer>()));
    }

    /// <summary>Lets a client find the silos through the fleet's table.</summary>
    public static void AddTo(IClientBuilder client, FleetOptions fleet, DynamoDbStore store) => client.Services.AddSingleton<IGatewayListProvider>(services => new DynamoDbGateways(
        Members(store), fleet.ClusterId, services.GetRequiredService<IOptions<GatewayOptions>>().Value.GatewayListRefreshPeriod));

    private static DynamoDbTable Members(DynamoDbStore store) =>
        new(DynamoDbConnection.Open(store.Service), store.Service, store.Table, SiloItem.Cluster, SiloItem.Silo);
}
