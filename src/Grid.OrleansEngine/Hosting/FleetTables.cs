using Microsoft.Extensions.Options;
using Orleans.Messaging;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Grid.OrleansEngine;

/// <summary>The tables of a fleet in DynamoDB, by our own providers; <c>-p:DynamoDb=Microsoft</c> takes Microsoft's packages in their place.</summary>
internal static class FleetTables
{
    /// <summary>Lets a silo find the others through the fleet's table, and store states in the second one.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="fleet">The tables.</param>
    /// <param name="items">The name of the storage of states, each no longer than DynamoDB's items may be.</param>
    public static void AddTo(ISiloBuilder silo, FleetOptions fleet, string items)
    {
        silo.Services.AddSingleton<IMembershipTable>(services => new DynamoDbMembership(
            Members(fleet), fleet.ClusterId, fleet.CreateTables, services.GetRequiredService<ILogger<DynamoDbMembership>>()));
        silo.Services.AddGrainStorage(items, (services, _) => new DynamoDbGrainStorage(
            new DynamoDbTable(DynamoDbConnection.Open(fleet.Service), fleet.Service, fleet.StateTable, DynamoDbGrainStorage.Grain, DynamoDbGrainStorage.Name),
            fleet.ServiceId, fleet.CreateTables, services.GetRequiredService<IGrainStorageSerializer>()));
    }

    /// <summary>Lets a client find the silos through the fleet's table.</summary>
    public static void AddTo(IClientBuilder client, FleetOptions fleet) => client.Services.AddSingleton<IGatewayListProvider>(services => new DynamoDbGateways(
        Members(fleet), fleet.ClusterId, services.GetRequiredService<IOptions<GatewayOptions>>().Value.GatewayListRefreshPeriod));

    private static DynamoDbTable Members(FleetOptions fleet) =>
        new(DynamoDbConnection.Open(fleet.Service), fleet.Service, fleet.Table, SiloItem.Cluster, SiloItem.Silo);
}
