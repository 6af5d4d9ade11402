using System.Text.Json.Nodes;

namespace Grid.Cli.Tests;

/// <summary>600 made-up trips with blanks, against pandas' answers (data/make_expected.py).</summary>
public class CarriedOracleTests
{
    private static readonly string Trips = Places.Data("trips.csv");
    private static readonly JsonNode Expected = JsonNode.Parse(File.ReadAllText(Places.Data("expected.json")))!;

    [Fact]
    public async Task Describe_agrees_on_numbers()
    {
        var answer = await Agreement.Ask("describe", Trips, "--percentiles", "0.01,0.25,0.5,0.75,0.99");
        Agreement.Same(Expected["rows"], answer["rows"], "rows");
        foreach (var column in Expected["describe"]!.AsArray())
            Agreement.Close(column, Agreement.Named(answer["columns"]!, (string)column!["name"]!), (string)column["name"]!);
    }

    [Fact]
    public async Task Describe_agrees_on_moments_and_text()
    {
        var answer = await Agreement.Ask("describe", Trips);
        foreach (var column in Expected["describe_moments"]!.AsArray().Append(Expected["describe_text"]))
            Agreement.Same(column, Agreement.Named(answer["columns"]!, (string)column!["name"]!), (string)column["name"]!);
    }

    [Fact]
    public async Task Group_by_two_keys_agrees()
    {
        var answer = await Agreement.Ask(
            "groupby", Trips, "--by", "VendorID,store_and_fwd_flag", "--agg",
            "sum(trip_distance),count(trip_distance),mean(fare_amount),std(fare_amount),min(fare_amount),max(fare_amount),nunique(payment_type)");
        Agreement.Close(Expected["groupby"], answer["rows"], "groupby");
    }

    [Fact]
    public async Task A_filtered_mean_of_a_computed_column_agrees()
    {
        var expected = Expected["filter_mean"]!;
        var answer = await Agreement.Ask("aggregate", Trips, "--where", (string)expected["where"]!, "--agg", "mean(tip_amount / fare_amount)");
        Agreement.Close(expected["mean"], answer["mean(tip_amount / fare_amount)"], "mean");
        var described = await Agreement.Ask("describe", Trips, "--where", (string)expected["where"]!, "--with", "share=tip_amount / fare_amount", "--columns", "share");
        Agreement.Close(expected["mean"], described["columns"]![0]!["mean"], "mean of the computed column");
        Agreement.Same(expected["rows"], described["rows"], "rows");
    }

    [Fact]
    public async Task Missing_agrees() => Agreement.Close(Expected["missing"], (await Agreement.Ask("missing", Trips))["columns"], "missing");

    [Fact]
    public async Task Correlation_agrees_with_the_n_of_every_pair() => Agreement.Close(Expected["corr"], await Agreement.Ask("corr", Trips), "corr");

    [Fact]
    public async Task Value_counts_agree() =>
        Agreement.Same(Expected["value_counts"], (await Agreement.Ask("counts", Trips, "--column", "payment_type"))["values"], "counts");

    [Fact]
    public async Task Distinct_counts_agree()
    {
        var answer = await Agreement.Ask("nunique", Trips);
        foreach (var (name, count) in Expected["nunique"]!.AsObject())
            Agreement.Same(count, Agreement.Named(answer["columns"]!, name)["distinct"], name);
    }

    [Fact]
    public async Task Answers_are_the_same_to_the_bit_for_any_number_of_threads()
    {
        foreach (string[] question in new string[][] { ["describe"], ["corr"], ["groupby", "--by", "payment_type", "--agg", "mean(total_amount),std(tip_amount)"] })
        {
            var answers = new List<string>();
            foreach (string threads in new[] { "1", "2", "8" })
                answers.Add((await CommandRun.Of([question[0], Trips, .. question[1..], "--output", "json", "--threads", threads])).Out);
            Assert.NotEmpty(answers[0]);
            Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        }
    }
}
