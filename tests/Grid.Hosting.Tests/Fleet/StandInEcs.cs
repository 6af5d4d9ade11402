using System.Text.Json;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>ECS as a fleet asks it, with one service, on loopback: each look finds one more of its tasks running.</summary>
internal sealed class StandInEcs : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly bool _starts;
    private readonly Func<int, (int Status, string Body)?>? _refuse;

    /// <param name="server">Where it listens.</param>
    /// <param name="starts">Whether tasks that are wanted come to run.</param>
    /// <param name="refuse">What a call gets in place of an answer, by how many came before; null for its answer.</param>
    private StandInEcs(WebApplication server, bool starts, Func<int, (int Status, string Body)?>? refuse) => (_server, _starts, _refuse) = (server, starts, refuse);

    /// <summary>How many tasks there shall be.</summary>
    public int Wanted { get; set; }

    /// <summary>How many run.</summary>
    public int Running { get; set; }

    /// <summary>The calls that came, in their order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Starts it.</summary>
    public static async Task<StandInEcs> StartAsync(int wanted, int running = 0, bool starts = true, Func<int, (int Status, string Body)?>? refuse = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var ecs = new StandInEcs(builder.Build(), starts, refuse) { Wanted = wanted, Running = running };
        ecs._server.Run(ecs.AnswerAsync);
        await ecs._server.StartAsync();
        return ecs;
    }

    /// <summary>The service, as a fleet has it.</summary>
    public EcsService Open() => new(
        new EcsPlace("grid-Cluster-1", "grid-silos"), "us-east-1", new Uri(_server.Urls.Single()), () => Task.FromResult(new ImmutableCredentials("key", "secret", null)), TimeSpan.FromMilliseconds(1));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        string action = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        Calls.Add(action);
        if (_refuse?.Invoke(Calls.Count - 1) is var (status, body))
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
            return;
        }
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        Assert.Equal("grid-Cluster-1", request.RootElement.GetProperty("cluster").GetString());
        if (action == "UpdateService")
        {
            Assert.Equal("grid-silos", request.RootElement.GetProperty("service").GetString());
            Wanted = request.RootElement.GetProperty("desiredCount").GetInt32();
        }
        await context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            services = new[] { new { runningCount = Running, desiredCount = Wanted, events = new[] { new { message = "(service grid-silos) was unable to place a task." } } } },
        }));
        if (_starts && Running < Wanted)
            Running++;
    }
}
