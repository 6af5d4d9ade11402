using System.Diagnostics;
using System.Net;
using System.Text;

namespace Grid.Deploy.Tests;

/// <summary>A silo of the Orleans engine, started with the environment that the stack's task gives it.</summary>
public sealed class SiloTests(EmulatedAws aws)
{
    private const string Program = "artifacts/orleans/Grid.Silo/bin/Release/net10.0/grid-silo.dll";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_environment_of_the_task_starts_a_silo_which_lives_and_leaves_on_SIGTERM()
    {
        aws.Require();
        Assert.SkipUnless(File.Exists(Repository.PathOf(Program)), "no silo of the Orleans engine is built (dotnet build silo -c Release -p:GridEngine=Orleans)");
        string kill = Tool.Require("kill", "procps");
        var stack = await Stack.CreateAsync(aws, "started");
        using var metadata = Metadata(out string address);
        var command = Tool.Command(Tool.Require("dotnet", "dotnet"), Repository.PathOf(Program));
        foreach (var variable in (await stack.ContainerAsync("silo"))["environment"]!.AsArray())
            command.Environment[Stack.Text(variable!["name"])] = Stack.Text(variable["value"]);
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
