using System.Text.Json.Nodes;
using static Grid.Deploy.Tests.Template;

namespace Grid.Deploy.Tests;

/// <summary>What a stack may be made otherwise than usual.</summary>
public sealed class TemplateChoiceTests
{
    [Fact]
    public void Without_a_word_silos_are_of_x86_on_demand_and_run_until_somebody_ends_them()
    {
        Assert.Equal(("X86_64", "NEVER", "0"), (Text(Parameters["Architecture"]!["Default"]), Text(Parameters["Spot"]!["Default"]), Text(Parameters["IdleMinutes"]!["Default"])));
        Assert.Equal(["X86_64", "ARM64"], Parameters["Architecture"]!["AllowedValues"]!.AsArray().Select(Text));
        Assert.All(OfType("AWS::ECS::TaskDefinition").Values, task => Assert.Equal("Architecture", Ref(task["RuntimePlatform"]!["CpuArchitecture"])));
    }

    [Fact]
    public void On_Spot_are_all_silos_or_all_but_the_first()
    {
        var service = Properties("SiloService");
        Assert.Equal(["IsSpot", "AWS::NoValue", "FARGATE"], Choice(service["LaunchType"]!));
        var (condition, strategy) = If(service["CapacityProviderStrategy"]!)!.Value;
        Assert.Equal("IsSpot", condition);
        Assert.Equal([("FARGATE", "0"), ("FARGATE_SPOT", "1")], strategy.AsArray().Select(s => (Text(s!["CapacityProvider"]), Text(s["Weight"]))));
        Assert.Equal(["KeepsFirst", "1", "0"], Choice(strategy[0]!["Base"]!));
        Assert.Subset(Properties("Cluster")["CapacityProviders"]!.AsArray().Select(Text).ToHashSet(), strategy.AsArray().Select(s => Text(s!["CapacityProvider"])).ToHashSet());
        // Another kind is another service, whose name must be another as well.
        Assert.Equal(["IsSpot", "spot", "silos"], Choice(service["ServiceName"]!["Fn::Sub"]![1]!["Kind"]!));
    }

    [Fact]
    public void Spot_gives_a_silo_as_long_as_its_end_may_take() => Assert.Equal(120, Number(Container("SiloTask")["StopTimeout"]));

    [Fact]
    public void Silos_end_and_the_command_has_them_started_under_the_name_of_the_service_alone()
    {
        foreach (var (role, actions) in new[] { ("SiloRole", (string[])["ecs:UpdateService"]), ("CliRole", ["ecs:DescribeServices", "ecs:UpdateService"]) })
        {
            var (condition, statement) = Properties(role)["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray().Select(s => If(s!)).Single(s => s is not null)!.Value;
            Assert.Equal("Sleeps", condition);
            Assert.Equal(actions, Each(statement["Action"]).Select(Text));
            var place = statement["Resource"]!["Fn::Sub"]!;
            Assert.Equal("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/${Cluster}/${AWS::StackName}-${Kind}", Text(place[0]));
            Assert.True(JsonNode.DeepEquals(Properties("SiloService")["ServiceName"]!["Fn::Sub"]![1], place[1]));
        }
        var silo = Environment("SiloTask");
        Assert.Equal(["Sleeps", "Cluster", ""], Choice(silo["GRID_ECS_CLUSTER"]));
        var name = silo["GRID_ECS_SERVICE"]["Fn::If"]!;
        Assert.True(JsonNode.DeepEquals(Properties("SiloService")["ServiceName"], name[1]));
        Assert.Equal(("Sleeps", ""), (Text(name[0]), Text(name[2])));
        Assert.Equal(("${IdleMinutes}", "${DesiredCount}"), (Text(silo["GRID_IDLE_MINUTES"]["Fn::Sub"]), Text(Environment("CliTask")["GRID_ECS_COUNT"]["Fn::Sub"])));
    }

    private static string[] Choice(JsonNode node) => [.. node["Fn::If"]!.AsArray().Select(part => part is JsonObject ? Ref(part) : Text(part))];
}
