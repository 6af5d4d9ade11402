using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Grid.Deploy.Tests.EmulatedAws))]

namespace Grid.Deploy.Tests;

/// <summary>AWS as moto emulates it, on loopback, one for all tests; and the aws command that speaks to it.</summary>
public sealed class EmulatedAws : IAsyncLifetime
{
    /// <summary>The region of all that is made.</summary>
    public const string Region = "us-east-1";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly string? _server = Tool.Find("moto_server");
    private readonly string? _aws = Tool.Find("aws");
    private Process? _process;
    private Task<(string Vpc, string Subnets)>? _network;

    /// <summary>Where it listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts the emulator where it is installed.</summary>
    public async ValueTask InitializeAsync()
    {
        if (_server is null || _aws is null)
            return;
        int port = FreePort();
        Address = $"http://127.0.0.1:{port}";
        _process = Process.Start(Tool.Command(_server, "-H", "127.0.0.1", "-p", $"{port}"))!;
        // It writes a line for every request, and would wait if nobody read them.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"{Address}/moto-api/"), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException) when (clock.Elapsed < StartPatience && !_process.HasExited)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Skips the test that asks where there is no emulator or no command to speak to it.</summary>
    public void Require()
    {
        Assert.SkipUnless(_server is not null, "moto_server is not on this machine (pip install 'moto[server]')");
        Assert.SkipUnless(_aws is not null, "the aws command is not on this machine (pip install awscli)");
    }

    /// <summary>Runs an aws command; gives what it prints.</summary>
    public async Task<JsonNode?> RunAsync(params string[] arguments)
    {
        var command = Tool.Command(_aws!, [.. arguments, "--output", "json"]);
        Reach(command);
        var (code, output, errors) = await Tool.RunAsync(command);
        Assert.True(code == 0, $"aws {string.Join(' ', arguments)}: {errors}");
        return output.Length == 0 ? null : JsonNode.Parse(output);
    }

    /// <summary>The network that is there from the start, and two of its subnets.</summary>
    public Task<(string Vpc, string Subnets)> NetworkAsync() => _network ??= FindNetworkAsync();

    /// <summary>Gives a process the environment in which aws commands reach the emulator.</summary>
    public void Reach(ProcessStartInfo command)
    {
        foreach (string name in command.Environment.Keys.Where(n => n.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
            command.Environment.Remove(name);
        command.Environment["AWS_ACCESS_KEY_ID"] = "test";
        command.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        command.Environment["AWS_ENDPOINT_URL"] = Address;
        command.Environment["AWS_REGION"] = Region;
        command.Environment["AWS_DEFAULT_REGION"] = Region;
        command.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        command.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        command.Environment["AWS_PAGER"] = "";
    }

    /// <summary>Ends the emulator.</summary>
    public ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>A port of loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task<(string Vpc, string Subnets)> FindNetworkAsync()
    {
        var subnets = (await RunAsync("ec2", "describe-subnets"))!["Subnets"]!.AsArray().Take(2).Select(s => s!).ToArray();
        return (Stack.Text(subnets[0]["VpcId"]), string.Join(',', subnets.Select(s => Stack.Text(s["SubnetId"]))));
    }
}
