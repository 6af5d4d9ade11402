using System.Net;
using System.Text.RegularExpressions;
using Grid.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Hosting.Tests.Silos;

/// <summary>The grid in hosts that are another's, beside grains of their own.</summary>
public sealed partial class AddGridTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-guest-{Guid.NewGuid():N}")).FullName;

    private readonly (int First, int Second) _ports = (MotoServer.FreePort(), MotoServer.FreePort());

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
    public async Task The_code_of_the_page_is_the_code_that_runs_here()
    {
        string source = Tree.Read("tests/Grid.Hosting.Tests/Silos/AddGridTests.cs"), page = Tree.Read("docs/orleans.md");
        string here = Indent().Replace(source.Split("// <page>\n")[1].Split("        // </page>")[0], "")
            .Replace("_ports.First, _ports.Second", "", StringComparison.Ordinal).Replace("Path.Combine(_folder, \"*.csv\")", "\"data/*.csv\"", StringComparison.Ordinal).Replace("output.", "Console.", StringComparison.Ordinal);
        Assert.Equal(page.Split("```csharp\n")[1].Split("```")[0], here);

        Trips.Write(_folder, "a.csv", 1000, seed: 1);
        using var output = new StringWriter();
        await PageAsync(["--Logging:LogLevel:Default=None"], output);
        Assert.Contains("1,000", output.ToString(), StringComparison.Ordinal);
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

#pragma warning disable xUnit1051 // As a reader would write it.
    private async Task PageAsync(string[] args, TextWriter output)
    {
        // <page>
        var builder = Host.CreateApplicationBuilder(args);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(_ports.First, _ports.Second).AddGrid(o => o.MemoryBudget = 4L << 30));
        using var host = builder.Build();
        await host.StartAsync();

        await using (var grid = GridClient.Connect(host.Services.GetRequiredService<IClusterClient>()))
        {
            var trips = await grid.ReadCsvAsync(Path.Combine(_folder, "*.csv"));
            output.WriteLine(await trips.DescribeAsync());
        }
        await host.StopAsync();
        // </page>
    }
#pragma warning restore xUnit1051

    [GeneratedRegex("^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indent();

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
