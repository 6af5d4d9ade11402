namespace Grid.Deploy.Tests;

/// <summary>What programs see of the client: types of its own and of the tables that it carries, and of Orleans only the way into a host of theirs.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] Inner = ["Grid.Abstractions.", "Grid.Grains.", "Grid.Flight.", "Grid.Dashboard.", "Orleans."];

    [Fact]
    public void The_client_shows_no_type_of_an_inner_room_but_where_a_host_gives_it_the_grains()
    {
        string[] lines = [.. new[] { "Shipped", "Unshipped" }.SelectMany(which => Repository.Read($"client/Grid.Client/PublicAPI.{which}.txt").Split('\n'))];

        Assert.True(lines.Length > 400);
        Assert.Equal(
            ["static Grid.Client.GridClient.Connect(Orleans.IGrainFactory! grains) -> Grid.Client.GridClient!"],
            lines.Select(line => line.Trim()).Where(line => Inner.Any(room => line.Contains(room, StringComparison.Ordinal))));
    }
}
