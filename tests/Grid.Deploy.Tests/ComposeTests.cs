using System.Text.Json.Nodes;
using static Grid.Deploy.Tests.Template;

namespace Grid.Deploy.Tests;

public sealed class ComposeTests
{
    private const string DynamoDb = "deploy/compose.yaml";
    private const string Redis = "deploy/compose.redis.yaml";

    [Theory]
    [InlineData(DynamoDb, "service:dynamodb")]
    [InlineData(Redis, "service:redis")]
    public void Three_silos_share_one_loopback_and_have_ports_of_their_own(string file, string network)
    {
        var silos = Silos(file);
        Assert.Equal(3, silos.Length);
        Assert.All(silos, silo => Assert.Equal(network, Text(silo["network_mode"])));
        string[] ports = [.. silos.SelectMany(s => new[] { "GRID_SILO_PORT", "GRID_GATEWAY_PORT", "GRID_WEB_PORT" }.Select(name => Text(s["environment"]![name]))), "8000", "6379"];
        Assert.Distinct(ports);
    }

    [Fact]
    public void All_are_of_one_cluster_in_the_local_DynamoDB()
    {
        var command = Services(DynamoDb)["grid"]!["environment"]!.AsObject();
        Assert.Equal("http://127.0.0.1:8000", Text(command["GRID_DYNAMODB_SERVICE_URL"]));
        foreach (var silo in Silos(DynamoDb))
        {
            Assert.All(command, variable => Assert.Equal(Text(variable.Value), Text(silo["environment"]![variable.Key])));
            Assert.Equal("true", Text(silo["environment"]!["GRID_DYNAMODB_CREATE_TABLE"]));
        }
    }

    [Fact]
    public void All_are_of_one_cluster_in_the_one_Redis_and_name_no_other_store()
    {
        var command = Services(Redis)["grid"]!["environment"]!.AsObject();
        Assert.Equal("127.0.0.1:6379", Text(command["GRID_REDIS"]));
        foreach (var silo in Silos(Redis))
        {
            Assert.All(command, variable => Assert.Equal(Text(variable.Value), Text(silo["environment"]![variable.Key])));
            Assert.DoesNotContain(silo["environment"]!.AsObject(), variable => variable.Key.StartsWith("GRID_DYNAMODB", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(DynamoDb)]
    [InlineData(Redis)]
    public void A_container_has_longer_to_stop_than_its_silo_takes(string file) => Assert.All(Silos(file), silo =>
        Assert.True(int.Parse(Text(silo["stop_grace_period"]).TrimEnd('s')) > Number(silo["environment"]!["GRID_STOP_SECONDS"]) + 5));

    [Theory]
    [InlineData(DynamoDb)]
    [InlineData(Redis)]
    public void Images_are_built_of_the_Dockerfiles_that_are_there(string file) =>
        Assert.All(Services(file).Where(s => s.Value!["build"] is not null), service =>
            Assert.True(File.Exists(Repository.PathOf(Text(service.Value!["build"]!["dockerfile"]))), service.Key));

    private static JsonObject Services(string file) => YamlText.Read(Repository.Read(file))["services"]!.AsObject();

    private static JsonObject[] Silos(string file) => [.. Services(file).Where(s => s.Key.StartsWith("silo", StringComparison.Ordinal)).Select(s => s.Value!.AsObject())];
}
