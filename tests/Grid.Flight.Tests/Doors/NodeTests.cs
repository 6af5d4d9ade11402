using System.Text.Json;
using Grid.Columns.Tests;

namespace Grid.Flight.Tests;

/// <summary>The door as npm's gRPC and Arrow see it, at their defaults.</summary>
public sealed class NodeTests(DoorFixture door, JavaScript node) : IClassFixture<JavaScript>
{
    private string Address => door.Cluster.Leases[0].Flight!;

    private string Secret => OrleansClient.FlightTokenOf(door.Cluster.Shared)!;

    [Fact]
    public async Task It_lists_the_datasets()
    {
        Assert.SkipWhen(node.Missing is not null, node.Missing ?? "");

        string[] listed = (await AskAsync("list")).Split('\n');

        Assert.Contains($"trips {DoorFixture.Rows}", listed);
        Assert.Contains("none 0", listed);
    }

    [Theory]
    [InlineData("""{"dataset":"trips"}""")]
    [InlineData("""{"dataset":"types"}""")]
    [InlineData("""{"dataset":"none"}""")]
    [InlineData("""{"dataset":"trips","streams":2,"where":"fare > 30"}""")]
    [InlineData("""{"dataset":"trips","ordered":true}""")]
    [InlineData("""{"dataset":"many","ordered":false,"streams":2}""")]
    [InlineData("""{"dataset":"trips","groupby":["vendor","paid"],"agg":["median(tip)","count()"]}""")]
    [InlineData("""{"dataset":"trips","join":"many on id","fill":{"word":"none"},"scale":{"fare":"minmax"},"sort":["word desc","id"]}""")]
    public async Task It_reads_what_is_there_to_the_bit(string command)
    {
        Assert.SkipWhen(node.Missing is not null, node.Missing ?? "");
        using var client = DoorClient.Of(door.Cluster);
        var expected = new List<string>();
        foreach (var endpoint in (await client.InfoAsync(DoorClient.Command(command))).Endpoint)
            expected.AddRange(Cells.OfStream(await client.StreamAsync(endpoint.Ticket)).Skip(1));

        string[] read = (await AskAsync("get", command)).Split('\n');

        Assert.Equal(expected, read.Skip(1));
    }

    [Theory]
    [InlineData("trips")]
    [InlineData("types")]
    [InlineData("many")]
    public async Task It_reads_dictionaries_that_are_replaced(string dataset)
    {
        Assert.SkipWhen(node.Missing is not null, node.Missing ?? "");

        string plain = await AskAsync("get", $$"""{"dataset":"{{dataset}}"}"""), coded = await AskAsync("get", $$"""{"dataset":"{{dataset}}","dictionaries":true}""");

        Assert.Equal(plain, coded);
    }

    [Fact]
    public async Task It_puts_a_table()
    {
        Assert.SkipWhen(node.Missing is not null, node.Missing ?? "");
        using var client = DoorClient.Of(door.Cluster);

        using var told = JsonDocument.Parse(await AskAsync("put", "from node", """{"dataset":"trips","where":"fare > 30"}"""));
        string put = await AskAsync("get", """{"dataset":"from node"}"""), source = await AskAsync("get", """{"dataset":"trips","where":"fare > 30"}""");

        Assert.Equal("from node", told.RootElement.GetProperty("dataset").GetString());
        Assert.Equal(source, put);
        await client.ActAsync("drop", """{"dataset":"from node"}""");
    }

    private async Task<string> AskAsync(string action, params string[] words) => (await node.Script("door.mjs", [Address, Secret, action, .. words])).TrimEnd('\n');
}
