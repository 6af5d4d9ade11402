using System.Diagnostics;

namespace Grid.Deploy.Tests;

/// <summary>Silos that end when nobody asks, and are started by the first who does; and what they and the command call of AWS meanwhile.</summary>
public sealed class SleepTests(EmulatedAws aws)
{
    private const string Command = "client/Grid.Cli/bin/Release/net10.0/grid";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Silos_that_nobody_asks_end_and_the_first_question_has_them_started_and_is_answered()
    {
        aws.Require();
        TaskSilo.Require();
        const string bucket = "trips-asleep";
        await aws.RunAsync("s3api", "create-bucket", "--bucket", bucket);
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "fare,tip\n1.5,1\n2.5,\n", TestContext.Current.CancellationToken);
        await aws.RunAsync("s3api", "put-object", "--bucket", bucket, "--key", "trips/1.csv", "--body", file);
        File.Delete(file);
        var stack = await Stack.CreateAsync(aws, "asleep", ("DataBucket", bucket), ("IdleMinutes", "10"));
        // The emulator has tasks run where their number is changed.
        await aws.RunAsync("ecs", "update-service", "--cluster", stack.Outputs["ClusterName"], "--service", stack.Outputs["ServiceName"], "--desired-count", "1");
        using RecordedAws ofSilos = new(aws), ofCommands = new(aws);
        (string, string)[] way = [("AWS_ENDPOINT_URL", ofSilos.Address), ("GRID_DYNAMODB_SERVICE_URL", ofSilos.Address)];

        // Two seconds in place of ten minutes.
        using (var silo = await TaskSilo.StartAsync(aws, stack, [.. way, ("GRID_IDLE_MINUTES", "0.035")]))
        {
            var (code, _, errors) = await Tool.RunAsync(await GridAsync(stack, ofCommands, "load", "taxi", $"s3://{bucket}/trips/*.csv", "--wait"));
            Assert.True(code == 0, errors);
            await UntilAsync(stack, 0);
            Assert.Equal(0, await silo.TerminateAsync()); // as ECS does then
        }
        var asked = Tool.RunAsync(await GridAsync(stack, ofCommands, "describe", "taxi", "--cluster", "--columns", "fare", "--output", "csv", "--timings"));
        await UntilAsync(stack, 1);
        using var woken = await TaskSilo.StartAsync(aws, stack, way);

        var (exit, answer, said) = await asked;
        Assert.True(exit == 0, answer + said);
        Assert.Contains("fare,decimal(2),2,0,", answer.Replace("float64", "decimal(2)"), StringComparison.Ordinal);
        Assert.StartsWith("waiting for AWS: 0 of 1 task\n", said, StringComparison.Ordinal);
        Assert.Contains("\"silos\":1,\"task_s\":", said, StringComparison.Ordinal);
        Assert.Equal(0, await woken.TerminateAsync());
        Assert.Subset(Allowed("SiloRole"), ofSilos.Calls.ToHashSet());
        Assert.Subset(Allowed("CliRole"), ofCommands.Calls.ToHashSet());
        Assert.Equal(["dynamodb:Query", "ecs:DescribeServices", "ecs:UpdateService"], ofCommands.Calls);
        Assert.Contains("ecs:UpdateService", ofSilos.Calls);
        Assert.Contains("s3:GetObject", ofSilos.Calls);
    }

    private static HashSet<string> Allowed(string role) => [.. Template.Statements(role).SelectMany(s => Template.Each(s["Action"])).Select(Template.Text)];

    private static async Task<ProcessStartInfo> GridAsync(Stack stack, RecordedAws way, params string[] arguments)
    {
        var command = Tool.Command(Repository.PathOf(Command), arguments);
        await stack.GiveEnvironmentAsync(command, "cli");
        command.Environment["AWS_ENDPOINT_URL"] = command.Environment["GRID_DYNAMODB_SERVICE_URL"] = way.Address;
        return command;
    }

    private static async Task UntilAsync(Stack stack, int wanted)
    {
        var clock = Stopwatch.StartNew();
        while ((await stack.ServiceAsync())["desiredCount"]!.GetValue<int>() != wanted)
            Assert.True(clock.Elapsed < Patience, $"ECS was not told that {wanted} silos are wanted");
    }
}
