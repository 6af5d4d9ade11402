using System.Net;
using System.Net.Http.Headers;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Grid.Deploy.Tests;

/// <summary>What runs in the stack's containers, with the environment that the tasks give it.</summary>
public sealed class SiloTests(EmulatedAws aws)
{
    private const string Command = "client/Grid.Cli/bin/Release/net10.0/grid";
    private const string Token = "open-it";

    [Fact]
    public async Task The_environment_of_the_task_starts_a_silo_which_is_healthy_opens_to_the_token_and_leaves_on_SIGTERM()
    {
        aws.Require();
        TaskSilo.Require();
        string secret = Stack.Text((await aws.RunAsync("secretsmanager", "create-secret", "--name", "started", "--secret-string", Token))!["ARN"]);
        var stack = await Stack.CreateAsync(aws, "started", ("DashboardTokenSecret", secret));
        using var silo = await TaskSilo.StartAsync(aws, stack);

        Assert.Equal(0, await HealthScriptTests.RunAsync(silo.WebPort));
        string rows = (await aws.RunAsync("dynamodb", "scan", "--table-name", stack.Outputs["MembersTableName"]))!.ToJsonString();
        Assert.Contains("\"127.0.0.1\"", rows);
        if (AddressBeyondLoopback() is { } beyond)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await DashboardAsync(beyond, silo.WebPort, "another"));
            Assert.Equal(HttpStatusCode.OK, await DashboardAsync(beyond, silo.WebPort, Token));
        }
        Assert.Equal(0, await silo.TerminateAsync());
    }

    [Fact]
    public async Task What_the_page_loads_from_the_bucket_and_asks_is_answered()
    {
        aws.Require();
        TaskSilo.Require();
        // What was built may be older than the source of S3.
        string parts = Repository.PathOf($"{Command}.deps.json");
        Assert.SkipUnless(
            File.Exists(parts) && (await File.ReadAllTextAsync(parts, TestContext.Current.CancellationToken)).Contains("\"AWSSDK.S3/", StringComparison.Ordinal),
            "no command that reads S3 is built (dotnet build client/Grid.Cli -c Release)");
        const string bucket = "trips-to-load";
        await aws.RunAsync("s3api", "create-bucket", "--bucket", bucket);
        foreach (int month in new[] { 1, 2 })
            await PutAsync(bucket, $"trips/{month}.csv", $"fare,tip\n{month}.5,1\n{month}.25,\n");
        var stack = await Stack.CreateAsync(aws, "loaded", ("DataBucket", bucket));
        using var silo = await TaskSilo.StartAsync(aws, stack);

        var shell = Tool.Command(Tool.Require("bash", "bash"), "-c", $$"""
            set -euo pipefail
            run() { shift 3; "$command" "$@"; }
            bucket={{bucket}} clients=-
            {{string.Join('\n', HowTo.TheBlockWith("run()").Split('\n').Where(l => l.StartsWith("run ", StringComparison.Ordinal)))}}
            """);
        await stack.GiveEnvironmentAsync(shell, "cli");
        shell.Environment["command"] = Repository.PathOf(Command);
        var (code, output, errors) = await Tool.RunAsync(shell);
        Assert.True(code == 0, output + errors);
        Assert.Contains("'taxi' is loaded: 4 rows in 2 partitions", output);
        Assert.Matches(@"\n4 rows\n", output);
        Assert.Contains("1.875", output); // the mean fare
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
        using var answer = await http.GetAsync(new Uri($"http://{address}:{port}/dashboard/orleans/version"), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task PutAsync(string bucket, string key, string text)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        await aws.RunAsync("s3api", "put-object", "--bucket", bucket, "--key", key, "--body", file);
        File.Delete(file);
    }
}
