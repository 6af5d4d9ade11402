using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

namespace Grid.Deploy.Tests;

/// <summary>A silo of the Orleans engine, started with the environment that the stack's task gives it.</summary>
public sealed class SiloTests(EmulatedAws aws)
{
    private const string Program = "artifacts/orleans/Grid.Silo/bin/Release/net10.0/grid-silo.dll";
    private const string Token = "open-it";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_environment_of_the_task_starts_a_silo_which_is_healthy_opens_to_the_token_and_leaves_on_SIGTERM()
    {
        aws.Require();
        Assert.SkipUnless(File.Exists(Repository.PathOf(Program)), "no silo of the Orleans engine is built (dotnet build silo -c Release -p:GridEngine=Orleans)");
        string kill = Tool.Require("kill", "procps");
        string secret = Stack.Text((await aws.RunAsync("secretsmanager", "create-secret", "--name", "started", "--secret-string", Token))!["ARN"]);
        var stack = await Stack.CreateAsync(aws, "started", ("DashboardTokenSecret", secret));
        var container = await stack.ContainerAsync("silo");
        using var metadata = Metadata(out string address);
        var command = Tool.Command(Tool.Require("dotnet", "dotnet"), Repository.PathOf(Program));
        foreach (var variable in container["environment"]!.AsArray())
            command.Environment[Stack.Text(variable!["name"])] = Stack.Text(variable["value"]);
        // As ECS does, by the execution role.
        foreach (var variable in container["secrets"]!.AsArray())
            command.Environment[Stack.Text(variable!["name"])] = Stack.Text((await aws.RunAsync("secretsmanager", "get-secret-value", "--secret-id", Stack.Text(variable["valueFrom"])))!["SecretString"]);
        // What differs from a container: DynamoDB's place, who tells the address, and ports that are free on this machine.
        int web = EmulatedAws.FreePort();
        command.Environment["GRID_DYNAMODB_SERVICE_URL"] = aws.Address;
        command.Environment["ECS_CONTAINER_METADATA_URI_V4"] = address;
        command.Environment["GRID_SILO_PORT"] = $"{EmulatedAws.FreePort()}";
        command.Environment["GRID_GATEWAY_PORT"] = $"{EmulatedAws.FreePort()}";
        command.Environment["GRID_WEB_PORT"] = $"{web}";
        command.Environment["GRID_MEMORY"] = $"{1 << 28}";

        using var silo = Process.Start(command)!;
        var said = new StringBuilder();
        silo.OutputDataReceived += (_, line) => said.AppendLine(line.Data);
        silo.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        silo.BeginOutputReadLine();
        silo.BeginErrorReadLine();
        try
        {
            await ReadyAsync(silo, web, said);
            Assert.Equal(0, await HealthScriptTests.RunAsync(web));
            string rows = (await aws.RunAsync("dynamodb", "scan", "--table-name", stack.Outputs["MembersTableName"]))!.ToJsonString();
            Assert.Contains("\"127.0.0.1\"", rows);
            if (AddressBeyondLoopback() is { } beyond)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await DashboardAsync(beyond, web, "another"));
                Assert.Equal(HttpStatusCode.OK, await DashboardAsync(beyond, web, Token));
            }

            await Tool.RunAsync(Tool.Command(kill, "-TERM", $"{silo.Id}"));
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Patience);
            await silo.WaitForExitAsync(limit.Token);
            Assert.Equal(0, silo.ExitCode);
        }
        finally
        {
            if (!silo.HasExited)
                silo.Kill(entireProcessTree: true);
        }
    }

    // One that this machine has itself: what comes from there is a stranger to the dashboard.
    private static IPAddress? AddressBeyondLoopback() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up)
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));

    private static async Task<HttpStatusCode> DashboardAsync(IPAddress address, int port, string token)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri($"http://{address}:{port}/dashboard/version"), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static HttpListener Metadata(out string address)
    {
        address = $"http://127.0.0.1:{EmulatedAws.FreePort()}/v4/task";
        var server = new HttpListener();
        server.Prefixes.Add(address + "/");
        server.Start();
        server.BeginGetContext(asked =>
        {
            var response = server.EndGetContext(asked).Response;
            response.Close("""{"Networks":[{"NetworkMode":"awsvpc","IPv4Addresses":["127.0.0.1"]}]}"""u8.ToArray(), willBlock: true);
        }, null);
        return server;
    }

    private static async Task ReadyAsync(Process silo, int port, StringBuilder said)
    {
        using var http = new HttpClient();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            Assert.True(clock.Elapsed < Patience && !silo.HasExited, $"the silo is not ready: {said}");
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
