using System.Text.Json.Nodes;

namespace Grid.Cli.Tests;

/// <summary>22,699 real trips of 2017 against pandas' answers.</summary>
public class SharedOracleTests
{
    private readonly string _trips = Places.Shared("data", "taxi-2017-sample.csv");
    private readonly JsonNode _expected = JsonNode.Parse(File.ReadAllText(Places.Shared("peers", "expected", "taxi-2017-sample.json")))!;

    [Fact]
    public async Task Describe_agrees()
    {
        var answer = await Agreement.Ask("describe", _trips, "--percentiles", "0.01,0.25,0.5,0.75,0.99");
        Agreement.Same(_expected["rows"], answer["rows"], "rows");
        foreach (var column in _expected["describe"]!.AsArray())
            Agreement.Close(column, Agreement.Named(answer["columns"]!, (string)column!["name"]!), (string)column["name"]!);
    }

    [Fact]
    public async Task Group_by_vendor_agrees()
    {
        var answer = await Agreement.Ask("groupby", _trips, "--by", "VendorID", "--agg", "sum(trip_distance),count(trip_distance)");
        Assert.Equal("""["VendorID"]""", answer["keys"]!.ToJsonString());
        Agreement.Close(_expected["groupby_vendor"], answer["rows"], "groupby");
    }

    [Fact]
    public async Task Group_by_zone_agrees()
    {
        var answer = await Agreement.Ask("groupby", _trips, "--by", "PULocationID", "--agg", "mean(fare_amount),count(fare_amount)");
        Agreement.Close(_expected["groupby_zone"], answer["rows"], "groupby");
    }

    [Fact]
    public async Task The_filtered_mean_agrees()
    {
        var expected = _expected["filter_mean"]!;
        var answer = await Agreement.Ask("aggregate", _trips, "--where", (string)expected["where"]!, "--agg", "mean(tip_amount / fare_amount),count(fare_amount)");
        Agreement.Close(expected["mean"], answer["mean(tip_amount / fare_amount)"], "mean");
        Agreement.Same(expected["rows"], answer["count(fare_amount)"], "rows");
    }

    [Fact]
    public async Task Missing_agrees() => Agreement.Close(_expected["missing"], (await Agreement.Ask("missing", _trips))["columns"], "missing");

    [Fact]
    public async Task Correlation_agrees() => Agreement.Close(_expected["corr"], await Agreement.Ask("corr", _trips), "corr");

    [Fact]
    public async Task Value_counts_agree()
    {
        foreach (var (column, counts) in _expected["value_counts"]!.AsObject())
        {
            var answer = await Agreement.Ask("counts", _trips, "--column", column);
            var actual = answer["values"]!.AsArray().ToDictionary(v => v!["value"]!.ToString(), v => v!["count"]!.GetValue<int>());
            Assert.Equal(counts!.AsObject().ToDictionary(c => c.Key, c => c.Value!.GetValue<int>()), actual);
        }
    }
}
