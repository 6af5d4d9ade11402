using System.Globalization;
using System.Text;

namespace Grid.Benchmarks;

/// <summary>Lays out what <c>formats</c> measured.</summary>
internal static class FormatReport
{
    public static string Of(Machine machine, TaxiData trips, IReadOnlyList<FormatData> formats, IReadOnlyList<Peer> peers, IReadOnlyList<FormatRun> runs)
    {
        var ran = peers.Where(p => p.Missing is null).ToList();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"""
            # The same {trips.Rows:N0} trips from each format, {DateTime.Today:yyyy-MM-dd}

            {machine.Processor}, {machine.Cores} cores, {machine.MemoryBytes / (1 << 30)} GiB, {machine.System}. {string.Join(" ", peers.Where(p => p.Missing is not null).Select(p => $"{p.Title}: {p.Missing}."))}
            Made by `dotnet run -c Release --project tests/Grid.Benchmarks -- formats`; the trips by `{trips.Recipe}`. Every session is a process of its own; medians. Seconds of the clock, seconds of the processor.


            """));
        text.Append($"Everything that was asked of the loaded tables (describe, distinct values, correlations, groups) is {(runs.Where(r => r.Answers is not null).Select(r => r.Answers).Distinct().Count() == 1 ? "the same to the bit from all formats" : "NOT the same from all formats")}.\n\n");
        Table("All columns into memory, for Grid with the nulls of each counted", "load", held: true);
        Table("Three columns to one question, from the file to the answer", "three", held: false);
        return text.ToString();

        void Table(string title, string way, bool held)
        {
            text.Append($"## {title}\n\n| format | MB |{string.Concat(ran.Select(p => $" {p.Title} | processor |{(held && p.IsGrid ? " held, MiB |" : "")} peak, MiB |"))}\n");
            text.Append($"|---|---:|{string.Concat(ran.Select(p => $"---:|---:|{(held && p.IsGrid ? "---:|" : "")}---:|"))}\n");
            foreach (var format in formats)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {format.Title} | {format.Bytes / 1_000_000} |");
                foreach (var peer in ran)
                {
                    var its = runs.Where(r => r.Peer == peer && r.Format == format && r.Way == way).ToList();
                    text.Append(its.Count == 0 ? " | | |" : string.Create(CultureInfo.InvariantCulture,
                        $" {Median(its, r => r.Seconds):0.00} | {Median(its, r => r.Processor):0.00} |{(held && peer.IsGrid ? $" {its[0].HeldBytes >> 20} |" : "")} {its.Max(r => r.PeakBytes) >> 20} |"));
                }
                text.Append('\n');
            }
            text.Append('\n');
        }
    }

    private static double Median(List<FormatRun> runs, Func<FormatRun, double> of) => runs.Select(of).Order().ElementAt(runs.Count / 2);
}
