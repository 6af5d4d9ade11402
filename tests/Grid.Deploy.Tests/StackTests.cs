using System.Text.Json.Nodes;
using static Grid.Deploy.Tests.Stack;

namespace Grid.Deploy.Tests;

public sealed class StackTests(EmulatedAws aws)
{
    [Fact]
    public async Task A_stack_is_made_goes_from_1_silo_to_10_and_back_and_is_deleted()
    {
        aws.Require();
        var stack = await CreateAsync(aws, "scaled", ("DesiredCount", "1"));
        Assert.Equal("CREATE_COMPLETE", stack.Status);
        Assert.Equal(1, (await stack.ServiceAsync())["desiredCount"]!.GetValue<int>());

        foreach (int count in new[] { 10, 1 })
        {
            await aws.RunAsync("ecs", "update-service", "--cluster", stack.Outputs["ClusterName"], "--service", stack.Outputs["ServiceName"], "--desired-count", $"{count}");
            Assert.Equal(count, (await stack.ServiceAsync())["desiredCount"]!.GetValue<int>());
        }

        await aws.RunAsync("cloudformation", "delete-stack", "--stack-name", stack.Name);
        var gone = await aws.RunAsync("cloudformation", "describe-stacks", "--stack-name", stack.Id);
        Assert.Equal("DELETE_COMPLETE", Text(gone!["Stacks"]![0]!["StackStatus"]));
        // The emulator's CloudFormation does not delete what it made in ECS (moto 5.2); the rest it does.
        Assert.DoesNotContain(await NamesAsync("TableNames", "dynamodb", "list-tables"), name => name.StartsWith("scaled-", StringComparison.Ordinal));
        Assert.DoesNotContain(await NamesAsync("Roles", "iam", "list-roles"), name => name.Contains("scaled-", StringComparison.Ordinal));
        Assert.DoesNotContain(await NamesAsync("logGroups", "logs", "describe-log-groups"), name => name.Contains("scaled-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_template_refers_to_is_what_the_stack_has()
    {
        aws.Require();
        string secret = Text((await aws.RunAsync("secretsmanager", "create-secret", "--name", "named", "--secret-string", "open-it"))!["ARN"]);
        var stack = await CreateAsync(aws, "named", ("DataPrefix", "yellow/"), ("DashboardTokenSecret", secret));
        Assert.Equal(Template.Outputs.Select(o => o.Key).Order(), stack.Outputs.Keys.Order());

        var container = await stack.ContainerAsync("silo");
        var environment = container["environment"]!.AsArray().ToDictionary(v => Text(v!["name"]), v => Text(v!["value"]));
        Assert.Equal(("named", EmulatedAws.Region), (environment["GRID_CLUSTER_ID"], environment["AWS_REGION"]));
        var tables = await NamesAsync("TableNames", "dynamodb", "list-tables");
        Assert.Contains(environment["GRID_DYNAMODB_TABLE"], tables);
        Assert.Contains(environment["GRID_DYNAMODB_STATE_TABLE"], tables);

        // An image lies in the account, the region and the repository that its name says; a tag or a digest is no part of them.
        string policy = await stack.PolicyAsync("ExecutionRole", "start");
        Assert.Contains("arn:aws:ecr:us-east-1:123456789012:repository/grid-silo'", policy);
        Assert.Contains("arn:aws:ecr:eu-west-1:210987654321:repository/team/grid-cli'", policy);
        Assert.Contains($"log-group:{stack.Outputs["LogGroupName"]}'", policy);

        string data = await stack.PolicyAsync("SiloRole", "data");
        Assert.Contains("'arn:aws:s3:::trips-of-2017/yellow/*'", data);
        Assert.Contains("'s3:prefix': 'yellow/*'", data);

        var token = Assert.Single(container["secrets"]!.AsArray())!;
        Assert.Equal(("GRID_DASHBOARD_TOKEN", secret), (Text(token["name"]), Text(token["valueFrom"])));
        Assert.Contains($"'{secret}'", policy);
        int[] ports = await stack.ClientPortsAsync();
        Assert.Equal([8080, 30000], ports);
    }

    [Fact]
    public async Task Without_a_token_the_dashboard_is_shut_and_without_a_prefix_all_of_the_bucket_is_read()
    {
        aws.Require();
        var stack = await CreateAsync(aws, "shut");
        Assert.Empty((await stack.ContainerAsync("silo"))["secrets"]?.AsArray() ?? []);
        Assert.DoesNotContain("secretsmanager", await stack.PolicyAsync("ExecutionRole", "start"));
        int port = Assert.Single(await stack.ClientPortsAsync());
        Assert.Equal(30000, port);
        string data = await stack.PolicyAsync("SiloRole", "data");
        Assert.Contains("'arn:aws:s3:::trips-of-2017/*'", data);
        Assert.DoesNotContain("Condition", data);
    }

    private async Task<string[]> NamesAsync(string list, params string[] command) =>
        [.. (await aws.RunAsync(command))![list]!.AsArray().Select(item => item is JsonValue ? Text(item) : Text(item!["Arn"] ?? item["arn"]))];
}
