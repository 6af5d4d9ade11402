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
        Assert.DoesNotContain("CopyTask", stack.Outputs.Keys); // there is no bucket to copy from
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
        var stack = await CreateAsync(aws, "named", ("DataBucket", "trips-of-2017"));
        Assert.Equal(Template.Outputs.Select(o => o.Key).Order(), stack.Outputs.Keys.Order());

        var environment = (await stack.ContainerAsync("silo"))["environment"]!.AsArray().ToDictionary(v => Text(v!["name"]), v => Text(v!["value"]));
        Assert.Equal(("named", EmulatedAws.Region), (environment["GRID_CLUSTER_ID"], environment["AWS_REGION"]));
        var tables = await NamesAsync("TableNames", "dynamodb", "list-tables");
        Assert.Contains(environment["GRID_DYNAMODB_TABLE"], tables);
        Assert.Contains(environment["GRID_DYNAMODB_STATE_TABLE"], tables);

        // An image lies in the account, the region and the repository that its name says; a tag or a digest is no part of them.
        string role = (await NamesAsync("Roles", "iam", "list-roles")).Select(a => a.Split('/')[^1]).Single(r => r.StartsWith("named-ExecutionRole", StringComparison.Ordinal));
        string policy = (await aws.RunAsync("iam", "get-role-policy", "--role-name", role, "--policy-name", "start"))!["PolicyDocument"]!.ToString();
        Assert.Contains("arn:aws:ecr:us-east-1:123456789012:repository/grid-silo'", policy);
        Assert.Contains("arn:aws:ecr:eu-west-1:210987654321:repository/team/grid-cli'", policy);
        Assert.Contains($"log-group:{stack.Outputs["LogGroupName"]}'", policy);
    }

    private async Task<string[]> NamesAsync(string list, params string[] command) =>
        [.. (await aws.RunAsync(command))![list]!.AsArray().Select(item => item is JsonValue ? Text(item) : Text(item!["Arn"] ?? item["arn"]))];
}
