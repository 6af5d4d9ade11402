using System.Net;

namespace Grid.Deploy.Tests;

public sealed class HealthScriptTests
{
    [Theory]
    [InlineData(200, true)]
    [InlineData(503, false)]
    [InlineData(404, false)]
    public async Task A_silo_is_healthy_if_its_endpoint_says_that_it_takes_work(int status, bool healthy)
    {
        int port = MotoServer.FreePort();
        using var server = new HttpListener();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Prefixes.Add($"http://localhost:{port}/");
        server.Start();
        string asked = "";
        var answered = Task.Run(async () =>
        {
            var call = await server.GetContextAsync();
            asked = call.Request.Url!.AbsolutePath;
            call.Response.StatusCode = status;
            call.Response.Close();
        }, TestContext.Current.CancellationToken);

        Assert.Equal(healthy, await RunAsync(port) == 0);
        await answered;
        Assert.Equal("/health/ready", asked);
    }

    [Fact]
    public async Task A_silo_that_nobody_answers_for_is_not_healthy() => Assert.NotEqual(0, await RunAsync(MotoServer.FreePort()));

    internal static async Task<int> RunAsync(int port)
    {
        var command = Tool.Command(Tool.Require("bash", "bash"), Repository.PathOf("deploy/health.sh"));
        command.Environment["GRID_WEB_PORT"] = $"{port}";
        return (await Tool.RunAsync(command)).ExitCode;
    }
}
