using System.Diagnostics;
using System.Net;
using System.Text;

namespace Grid.Deploy.Tests;

/// <summary>A silo in a process of its own, with the environment that a stack's task gives it.</summary>
internal sealed class TaskSilo : IDisposable
{
    private const string Program = "silo/bin/Release/net10.0/grid-silo.dll";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpListener _metadata;
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private TaskSilo(HttpListener metadata, ProcessStartInfo command, int webPort)
    {
        (_metadata, WebPort) = (metadata, webPort);
        _process = Process.Start(command)!;
        _process.OutputDataReceived += (_, line) => _said.AppendLine(line.Data);
        _process.ErrorDataReceived += (_, line) => _said.AppendLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it tells of its health, and shows the dashboard.</summary>
    public int WebPort { get; }

    /// <summary>Skips the test that asks where no such silo is built.</summary>
    public static void Require() => Assert.SkipUnless(
        File.Exists(Repository.PathOf(Program)), "no silo is built (dotnet build silo -c Release)");

    /// <summary>A silo that takes work.</summary>
    /// <param name="aws">The emulator.</param>
    /// <param name="stack">The stack that it is of.</param>
    /// <param name="more">Variables that say otherwise than the task.</param>
    public static async Task<TaskSilo> StartAsync(EmulatedAws aws, Stack stack, params (string Name, string Value)[] more)
    {
        string dotnet = Tool.Require("dotnet", "dotnet");
        var metadata = Metadata(out string address);
        int web = MotoServer.FreePort();
        var command = Tool.Command(dotnet, Repository.PathOf(Program));
        await stack.GiveEnvironmentAsync(command, "silo");
        // What differs from a container besides AWS's place: who tells the address, and ports that are free on this machine.
        command.Environment["ECS_CONTAINER_METADATA_URI_V4"] = address;
        command.Environment["GRID_SILO_PORT"] = $"{MotoServer.FreePort()}";
        command.Environment["GRID_GATEWAY_PORT"] = $"{MotoServer.FreePort()}";
        command.Environment["GRID_WEB_PORT"] = $"{web}";
        command.Environment["GRID_MEMORY"] = $"{1 << 28}";
        foreach (var (name, value) in more)
            command.Environment[name] = value;
        var silo = new TaskSilo(metadata, command, web);
        try
        {
            await silo.ReadyAsync();
            return silo;
        }
        catch
        {
            silo.Dispose();
            throw;
        }
    }

    /// <summary>Sends SIGTERM; gives the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await Tool.RunAsync(Tool.Command(Tool.Require("kill", "procps"), "-TERM", $"{_process.Id}"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _metadata.Close();
    }

    private static HttpListener Metadata(out string address)
    {
        address = $"http://127.0.0.1:{MotoServer.FreePort()}/v4/task";
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

    private async Task ReadyAsync()
    {
        using var http = new HttpClient();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            Assert.True(clock.Elapsed < Patience && !_process.HasExited, $"the silo is not ready: {_said}");
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{WebPort}/health/ready"), TestContext.Current.CancellationToken);
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
