using System.Diagnostics;
using Grid.Client;
using Grid.Query;

namespace Grid.Cli;

/// <summary>The first half of the demo: a look at a table, from its files to which columns to leave out.</summary>
internal static class ExplorationDemo
{
    public static async Task RunAsync(GridClient grid, string folder, CliConsole console, DemoText text, CancellationToken cancellation)
    {
        text.Step("Load and describe: exact quartiles of every column", $"grid describe {folder}");
        var trips = await grid.ReadCsvAsync(folder, null, cancellation);
        await LoadDisplay.RunAsync(trips, console, quiet: false, cancellation);
        text.Say($"{Figures.Size(trips.Load.BytesRead)} of CSV are held in {Figures.Size(trips.Load.BytesHeld)} of memory, in {trips.Partitions} partitions.");
        await AskAsync(trips, new DescribeQuestion(), text, cancellation);

        text.Step("Trips and distance per vendor", $"grid groupby {folder} --by VendorID --agg \"count(trip_distance),sum(trip_distance),mean(trip_distance)\"");
        await AskAsync(
            trips, new GroupByQuestion(["VendorID"], ["count(trip_distance)", "sum(trip_distance)", "mean(trip_distance)"]), text, cancellation);

        text.Step("What is missing", $"grid missing {folder}");
        await AskAsync(trips, new MissingQuestion(), text, cancellation);

        text.Step("Tips, of trips paid by card", $"grid aggregate {folder} --agg \"mean(tip_amount / fare_amount)\" --where \"payment_type == 1 and fare_amount > 0\"");
        await AskAsync(
            trips.Filter("payment_type == 1 and fare_amount > 0"), new AggregateQuestion(["mean(tip_amount / fare_amount)"]), text, cancellation);

        text.Step("How far the trips go", $"grid histogram {folder} --column trip_distance --bins 12 --where \"trip_distance < 24\"");
        await AskAsync(trips.Filter("trip_distance < 24"), new HistogramQuestion("trip_distance", 12), text, cancellation);

        text.Step("Which columns say the same", $"grid corr {folder}");
        var correlation = (CorrelationAnswer)await AskAsync(trips, new CorrelationQuestion(), text, cancellation);
        foreach (var advice in CorrelationAdvice.Of(correlation))
            text.Advise($"{advice.Drop} follows {advice.Keep} (r = {advice.R:F3}): before a model is fitted, drop {advice.Drop}.");
    }

    private static async Task<Answer> AskAsync(GridFrame frame, Question question, DemoText text, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var answer = await frame.AskAsync(question, null, cancellation);
        string took = $"answered in {clock.Elapsed.TotalMilliseconds:F0} ms";
        text.Show(answer);
        text.Say(took);
        return answer;
    }
}
