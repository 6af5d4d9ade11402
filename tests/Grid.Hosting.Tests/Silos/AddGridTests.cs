using System.Net;
using Grid.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Hosting.Tests.Silos;

/// <summary>The grid in hosts that are another's, beside grains of their own.</summary>
public sealed class AddGridTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-guest-{Guid.NewGuid():N}")).FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_silo_of_a_users_own_has_the_grid_beside_their_grains_in_a_line()
    {
        using var host = Start(silo => silo.UseLocalhostClustering(MotoServer.FreePort(), MotoServer.FreePort()).AddMemoryGrainStorageAsDefault().AddGrid(o => o.Threads = 2));
        await host.StartAsync(Token);
        var client = host.Services.GetRequiredService<IClusterClient>();

        Assert.Equal("Hello, Ada.", await client.GetGrain<IGreeterGrain>("own").GreetAsync("Ada"));
        await using (var grid = GridClient.Connect(client))
        {
            await AnswersAsAloneAsync(grid);
            var status = await grid.StatusAsync(Token);
            Assert.True(Assert.Single(status.Datasets).BytesHeld > 0);
            Assert.True(Assert.Single(status.Silos).Budget > 0);
        }

        // The client is the host's, and goes on.
        Assert.Equal("Hello, Grace.", await client.GetGrain<IGreeterGrain>("own").GreetAsync("Grace"));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Two_silos_and_a_client_of_a_users_own_share_the_work()
    {
        int first = MotoServer.FreePort(), second = MotoServer.FreePort(), gateway = MotoServer.FreePort(), other = MotoServer.FreePort();
        var primary = new IPEndPoint(IPAddress.Loopback, first);
        // A storage of their own, that outlives a silo.
        string states = Path.Combine(_folder, "states");
        void Store(ISiloBuilder silo) => silo.Services.AddKeyedSingleton<IGrainStorage>("grid", (_, _) => new FileGrainStorage(states));
        using var one = Start(silo => Store(silo.UseLocalhostClustering(first, gateway, primary).AddGrid()));
        using var two = Start(silo => Store(silo.UseLocalhostClustering(second, other, primary).AddGrid()));
        await one.StartAsync(Token);
        await two.StartAsync(Token);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gateway).AddGrid());
        using var caller = builder.Build();
        await caller.StartAsync(Token);

        await using (var grid = GridClient.Connect(caller.Services.GetRequiredService<IClusterClient>()))
        {
            Assert.Equal(2, grid.Silos.Count);
            await AnswersAsAloneAsync(grid);
            // What the one that goes has is handed over, and asked where it is then.
            await two.StopAsync(Token);
            await AsAloneAsync(await grid.OpenDatasetAsync("trips", Token));
        }
        await caller.StopAsync(Token);
        await one.StopAsync(Token);
    }

    [Fact]
    public void What_a_silo_cannot_work_with_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Start(silo => silo.UseLocalhostClustering().AddGrid(o => o.Threads = 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Start(silo => silo.UseLocalhostClustering().AddGrid(o => o.MemoryBudget = -1)));
    }

    private static IHost Start(Action<ISiloBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(configure);
        return builder.Build();
    }

    private async Task AnswersAsAloneAsync(GridClient grid)
    {
        Trips.Write(_folder, "a.csv", 1000, seed: 1);
        Trips.Write(_folder, "b.csv", 1000, seed: 2);
        var frame = await grid.LoadCsvAsync("trips", [Path.Combine(_folder, "*.csv")], cancellation: Token);
        await frame.PersistAsync(cancellation: Token);
        await AsAloneAsync(frame);
    }

    private async Task AsAloneAsync(GridFrame frame)
    {
        await using var alone = await GridClient.OpenAsync(cancellation: Token);
        var expected = await (await alone.ReadCsvAsync(Path.Combine(_folder, "*.csv"), cancellation: Token)).DescribeAsync(cancellation: Token);
        Assert.Equal(expected.ToString(), (await frame.DescribeAsync(cancellation: Token)).ToString());
    }
}

public interface IGreeterGrain : IGrainWithStringKey
{
    Task<string> GreetAsync(string name);
}

/// <summary>A grain of the user's own.</summary>
public sealed class GreeterGrain : Grain, IGreeterGrain
{
    public Task<string> GreetAsync(string name) => Task.FromResult($"Hello, {name}.");
}
