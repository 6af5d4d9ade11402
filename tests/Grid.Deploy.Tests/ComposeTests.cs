using System.Text.Json.Nodes;
using static Grid.Deploy.Tests.Template;

namespace Grid.Deploy.Tests;

public sealed class ComposeTests
{
    private static readonly JsonObject Services = YamlText.Read(Repository.Read("deploy/compose.yaml"))["services"]!.AsObject();

    private static readonly JsonObject[] Silos = [.. Services.Where(s => s.Key.StartsWith("silo", StringComparison.Ordinal)).Select(s => s.Value!.AsObject())];

    [Fact]
    public void Three_silos_share_one_loopback_and_have_ports_of_their_own()
    {
        Assert.Equal(3, Silos.Length);
        Assert.All(Silos, silo => Assert.Equal("service:dynamodb", Text(silo["network_mode"])));
        string[] ports = [.. Silos.SelectMany(s => new[] { "GRID_SILO_PORT", "GRID_GATEWAY_PORT", "GRID_WEB_PORT" }.Select(name => Text(s["environment"]![name]))), "8000"];
        Assert.Distinct(ports);
    }

    [Fact]
    public void All_are_of_one_cluster_in_the_local_DynamoDB()
    {
        var command = Services["grid"]!["environment"]!.AsObject();
        Assert.Equal("http://127.0.0.1:8000", Text(command["GRID_DYNAMODB_SERVICE_URL"]));
        foreach (var silo in Silos)
        {
            Assert.All(command, variable => Assert.Equal(Text(variable.Value), Text(silo["environment"]![variable.Key])));
            Assert.Equal("true", Text(silo["environment"]!["GRID_DYNAMODB_CREATE_TABLE"]));
        }
    }

    [Fact]
    public void A_container_has_longer_to_stop_than_its_silo_takes() => Assert.All(Silos, silo =>
        Assert.True(int.Parse(Text(silo["stop_grace_period"]).TrimEnd('s')) > Number(silo["environment"]!["GRID_STOP_SECONDS"]) + 5));

    [Fact]
    public void Images_are_built_of_the_Dockerfiles_that_are_there() =>
        Assert.All(Services.Where(s => s.Value!["build"] is not null), service =>
            Assert.True(File.Exists(Repository.PathOf(Text(service.Value!["build"]!["dockerfile"]))), service.Key));
}
