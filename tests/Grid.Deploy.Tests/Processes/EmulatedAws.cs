using System.Diagnostics;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Grid.Deploy.Tests.EmulatedAws))]

namespace Grid.Deploy.Tests;

/// <summary>AWS as moto emulates it, on loopback, one for all tests; and the aws command that speaks to it.</summary>
public sealed class EmulatedAws : IAsyncLifetime
{
    /// <summary>The region of all that is made.</summary>
    public const string Region = "us-east-1";

    private readonly string? _aws = MotoServer.Find("aws");
    private MotoServer? _server;
    private Task<(string Vpc, string Subnets)>? _network;

    /// <summary>Where it listens.</summary>
    public string Address => _server!.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Starts the emulator where it is installed.</summary>
    public async ValueTask InitializeAsync() => _server = await MotoServer.StartAsync();

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
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<(string Vpc, string Subnets)> FindNetworkAsync()
    {
        var subnets = (await RunAsync("ec2", "describe-subnets"))!["Subnets"]!.AsArray().Take(2).Select(s => s!).ToArray();
        return (Stack.Text(subnets[0]["VpcId"]), string.Join(',', subnets.Select(s => Stack.Text(s["SubnetId"]))));
    }
}
