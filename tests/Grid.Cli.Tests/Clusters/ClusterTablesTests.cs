using System.Text.Json;
using Grid.Client;

namespace Grid.Cli.Tests.Clusters;

public sealed class ClusterTablesTests
{
    private static ClusterStatus Status(params NamedSilo[] silos) => new(silos, [], [], []);

    private static NamedSilo Silo(string name, bool isLeaving, string? flight) => new(name, 7, "10.0.3.7:11111", "0.1.0", isLeaving, 0, 0, 0, 0, null, flight);

    [Fact]
    public void Of_a_fleet_the_door_of_the_first_silo_that_stays_is_told_and_not_what_opens_it()
    {
        var status = Status(Silo("goes", true, "grpc+tls://10.0.3.7:8815"), Silo("none", false, null), Silo("stays", false, "grpc+tls://10.0.3.8:8815"), Silo("next", false, "grpc+tls://10.0.3.9:8815"));

        Assert.Equal(["flight: grpc+tls://10.0.3.8:8815"], Lines(ClusterTables.Text(status)));
        var flight = JsonDocument.Parse(ClusterJson.Of(status)).RootElement.GetProperty("flight");
        Assert.Equal(("grpc+tls://10.0.3.8:8815", JsonValueKind.Null), (flight.GetProperty("address").GetString(), flight.GetProperty("token").ValueKind));
    }

    [Fact]
    public void Of_a_fleet_whose_silos_have_no_door_nothing_is_told()
    {
        var status = Status(Silo("a", false, null), Silo("b", false, null));

        Assert.Empty(Lines(ClusterTables.Text(status)));
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(ClusterJson.Of(status)).RootElement.GetProperty("flight").ValueKind);
    }

    private static IEnumerable<string> Lines(string text) => text.Split(Environment.NewLine).Where(line => line.StartsWith("flight", StringComparison.Ordinal));
}
