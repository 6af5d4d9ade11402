using System.Globalization;

namespace Grid.Benchmarks;

/// <summary>
/// The whole year on this one machine: as many trips as the TLC recorded in 2017, which ten Dask nodes
/// described in 7 s and grouped by vendor in 5.5 s.
/// </summary>
internal static class FullYear
{
    private const long Rows = 113_000_000;
    private const int Files = 12;
    private const double DescribeSeconds = 7, GroupBySeconds = 5.5, MemoryBytes = 6e9;

    public static async Task<string> RunAsync(Peer grid, string dataFolder, TextWriter log, CancellationToken cancellation)
    {
        await log.WriteLineAsync($"{Rows:N0} trips: making them where they are not there yet");
        var data = await TaxiData.MakeAsync(dataFolder, Rows, Files, cancellation);
        void Tell(Timing t) => log.WriteLine(t.Line.S is { } s ? $"  {t.Line.Op,-16}{s,10:0.000} s{t.ResidentBytes / 1e9,8:0.00} GB" : $"  {t.Line.Op}");
        var timings = await PeerSession.RunAsync(grid, ["-", data.Folder, "2"], Tell, cancellation);
        double Seconds(string op) => timings.First(t => t.Line.Op == op && t.Line.S is not null).Line.S!.Value;
        var held = timings.First(t => t.Line.Op == "held");
        var load = timings.First(t => t.Line.Op == "load");
        string N(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
        return $"""

            ## The whole year: {Rows:N0} trips, {data.Bytes / 1e9:N1} GB of CSV in {Files} files

            `{data.Recipe}`

            One session of Grid, not warmed up. The goals are those of the reference: ten Dask nodes.

            | | Grid | goal |
            |---|---:|---:|
            | load | {N(Seconds("load"))} s, {data.Bytes / Seconds("load") / 1e6:N0} MB/s | |
            | memory held after the load | {N(held.ResidentBytes / 1e9)} GB | {N(MemoryBytes / 1e9)} GB |
            | the table, by its own account | {N((held.Line.Bytes ?? 0) / 1e9)} GB | |
            | memory at most while loading | {N(Math.Max(load.PeakBytes, held.PeakBytes) / 1e9)} GB | |
            | describe, exact quartiles | {N(Seconds("describe"))} s | {N(DescribeSeconds)} s |
            | group by VendorID | {N(Seconds("groupby_vendor"))} s | {N(GroupBySeconds)} s |
            | group by PULocationID | {N(Seconds("groupby_zone"))} s | |
            | missing per column | {N(Seconds("missing"))} s | |
            | correlation matrix | {N(Seconds("corr"))} s | |
            | mean(tip / fare) over a filter | {N(Seconds("filter_mean"))} s | |

            """;
    }
}
