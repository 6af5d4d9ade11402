using Amazon.DynamoDBv2.Model;
using Orleans.Messaging;

namespace Grid.Hosting;

/// <summary>The gateways of the silos in a table of DynamoDB, for clients. The table is the silos' to make.</summary>
internal sealed class DynamoDbGateways(DynamoDbTable table, string clusterId, TimeSpan maxStaleness) : IGatewayListProvider, IDisposable
{
    private const string Takes = $"{SiloItem.Status} = :active AND {SiloItem.GatewayPort} > :none";

    public TimeSpan MaxStaleness => maxStaleness;

    public bool IsUpdatable => true;

    public void Dispose() => table.Dispose();

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(default);

    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, AttributeValue> { [":active"] = SiloItem.Number((int)SiloStatus.Active), [":none"] = SiloItem.Number(0) };
        return [.. (await table.QueryAsync(clusterId, Takes, values, cancellationToken)).Select(item => SiloItem.GatewayOf(item).ToGatewayUri())];
    }
}
