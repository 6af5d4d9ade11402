// The grid in an Orleans host of your own, beside a grain of yours that asks it:
//   dotnet run -c Release samples/host.cs -- trips
#:project ../client/Grid.Client
#:package Microsoft.Orleans.Server

using Grid.Client;
using Grid.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: 11611, gatewayPort: 31611).AddGrid(options => options.MemoryBudget = 1L << 30));
using var host = builder.Build();
await host.StartAsync();

var tips = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ITipGrain>(args[0]);
Console.WriteLine($"the mean tip is {await tips.MeanShareAsync():P1} of the fare");
Console.WriteLine($"by card {await tips.MeanShareAsync("payment_type == 1"):P1}");
await host.StopAsync();

/// <summary>A grain of the host's own, for each source of trips.</summary>
public interface ITipGrain : IGrainWithStringKey
{
    /// <summary>The mean share of the fare that is tipped.</summary>
    Task<double> MeanShareAsync(string condition = "true");
}

/// <summary>Reads its source once, and asks the grid of the silo that it is in.</summary>
public sealed class TipGrain(IGrainFactory grains) : Grain, ITipGrain
{
    private GridFrame? _trips;

    /// <inheritdoc/>
    public async Task<double> MeanShareAsync(string condition)
    {
        _trips ??= await GridClient.Connect(grains).ReadAsync(this.GetPrimaryKeyString());
        var answer = await _trips.Filter($"fare_amount > 0 and ({condition})").AggregateAsync("mean(tip_amount / fare_amount)");
        return answer.Values[0].AsDouble;
    }
}
