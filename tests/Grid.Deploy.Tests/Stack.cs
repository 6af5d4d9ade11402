using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Grid.Deploy.Tests;

/// <summary>A stack of the template that the emulator has made.</summary>
internal sealed class Stack
{
    private readonly EmulatedAws _aws;

    private Stack(EmulatedAws aws, string name, JsonNode description)
    {
        _aws = aws;
        Name = name;
        Id = Text(description["StackId"]);
        Status = Text(description["StackStatus"]);
        Outputs = description[nameof(Outputs)]!.AsArray().ToDictionary(o => Text(o!["OutputKey"]), o => Text(o!["OutputValue"]));
    }

    public string Name { get; }

    public string Id { get; }

    public string Status { get; }

    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>Makes a stack in the emulator's default network.</summary>
    /// <param name="aws">The emulator.</param>
    /// <param name="name">The stack's name, of which there is no other.</param>
    /// <param name="parameters">Parameters beyond those that have no default, or the bucket.</param>
    public static async Task<Stack> CreateAsync(EmulatedAws aws, string name, params (string Name, string Value)[] parameters)
    {
        var (vpc, subnets) = await aws.NetworkAsync();
        (string Name, string Value)[] given =
        [
            ("VpcId", vpc), ("SubnetIds", subnets),
            ("SiloImage", "123456789012.dkr.ecr.us-east-1.amazonaws.com/grid-silo:0.1.0"),
            ("CliImage", "210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/grid-cli@sha256:0123"),
            .. parameters.Any(p => p.Name == "DataBucket") ? [] : new[] { ("DataBucket", "trips-of-2017") },
            .. parameters,
        ];
        var json = new JsonArray([.. given.Select(p => new JsonObject { ["ParameterKey"] = p.Name, ["ParameterValue"] = p.Value })]);
        await aws.RunAsync("cloudformation", "create-stack", "--stack-name", name, "--template-body", $"file://{Repository.PathOf(Template.Place)}",
            "--capabilities", "CAPABILITY_IAM", "--parameters", json.ToJsonString());
        return new Stack(aws, name, (await aws.RunAsync("cloudformation", "describe-stacks", "--stack-name", name))!["Stacks"]![0]!);
    }

    /// <summary>The silos' service.</summary>
    public async Task<JsonNode> ServiceAsync() =>
        (await _aws.RunAsync("ecs", "describe-services", "--cluster", Outputs["ClusterName"], "--services", Outputs["ServiceName"]))!["services"]![0]!;

    /// <summary>The text of a role's policy.</summary>
    /// <param name="role">The role's name in the template.</param>
    /// <param name="policy">The policy's name.</param>
    public async Task<string> PolicyAsync(string role, string policy)
    {
        string name = (await _aws.RunAsync("iam", "list-roles"))!["Roles"]!.AsArray().Select(r => Text(r!["RoleName"])).Single(r => r.StartsWith($"{Name}-{role}", StringComparison.Ordinal));
        return (await _aws.RunAsync("iam", "get-role-policy", "--role-name", name, "--policy-name", policy))!["PolicyDocument"]!.ToString();
    }

    /// <summary>The ports at which clients may come in to the silos.</summary>
    public async Task<int[]> ClientPortsAsync()
    {
        var groups = (await _aws.RunAsync("ec2", "describe-security-groups", "--filters", $"Name=ip-permission.group-id,Values={Outputs["ClientSecurityGroupId"]}"))!["SecurityGroups"]!.AsArray();
        return
        [
            .. groups.SelectMany(g => g!["IpPermissions"]!.AsArray())
                .Where(p => p!["UserIdGroupPairs"]!.AsArray().Any(pair => Text(pair!["GroupId"]) == Outputs["ClientSecurityGroupId"]))
                .Select(p => p!["FromPort"]!.GetValue<int>()).Order()
        ];
    }

    /// <summary>The one container of a task that was made of the template.</summary>
    public async Task<JsonNode> ContainerAsync(string family) =>
        (await _aws.RunAsync("ecs", "describe-task-definition", "--task-definition", $"{Name}-{family}"))!["taskDefinition"]!["containerDefinitions"]![0]!;

    /// <summary>Gives a process what the one container of a task has: its variables, and its secrets as ECS would fetch them.</summary>
    public async Task GiveEnvironmentAsync(ProcessStartInfo command, string family)
    {
        var container = await ContainerAsync(family);
        _aws.Reach(command);
        foreach (var variable in container["environment"]!.AsArray())
            command.Environment[Text(variable!["name"])] = Text(variable["value"]);
        foreach (var secret in container["secrets"]?.AsArray() ?? [])
            command.Environment[Text(secret!["name"])] = Text((await _aws.RunAsync("secretsmanager", "get-secret-value", "--secret-id", Text(secret["valueFrom"])))!["SecretString"]);
        // The one thing of AWS that is looked for by a variable of Grid's own.
        command.Environment["GRID_DYNAMODB_SERVICE_URL"] = _aws.Address;
    }

    public static string Text(JsonNode? node) => node!.GetValue<string>();
}
