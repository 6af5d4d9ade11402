using Orleans.Messaging;

namespace Grid.Hosting;

/// <summary>The gateways of a folder's silos, for clients.</summary>
internal sealed class FolderGateways(MemberFiles files) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(1);

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public Task<IList<Uri>> GetGateways() => Task.FromResult<IList<Uri>>([.. files.Read().Rows
        .Where(row => row is { Status: SiloStatus.Active, GatewayPort: > 0 })
        .Select(row =>
        {
            var silo = SiloAddress.FromParsableString(row.Address);
            return SiloAddress.New(silo.Endpoint.Address, row.GatewayPort, silo.Generation).ToGatewayUri();
        })]);
}
