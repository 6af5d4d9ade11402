using System.Globalization;
using System.Text;

namespace Grid.Benchmarks;

/// <summary>Lays out what <c>larger</c> measured.</summary>
internal static class LargerReport
{
    public static string Of(Machine machine, TaxiData trips, long memory, string? remark, IReadOnlyList<Peer> peers, IReadOnlyList<LargerRun> runs, IReadOnlyDictionary<string, string> failed)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"""
            # A table larger than memory: {trips.Rows:N0} trips under {memory / 1_000_000:N0} MB, {DateTime.Today:yyyy-MM-dd}

            {machine.Processor}, {machine.Cores} cores, {machine.MemoryBytes / (1 << 30)} GiB, {machine.System}. {string.Join(" ", peers.Where(p => p.Missing is not null).Select(p => $"{p.Title}: {p.Missing}."))}
            Made by `dotnet run -c Release --project tests/Grid.Benchmarks -- larger --rows {trips.Rows} --memory {memory}`; the trips ({trips.Bytes / 1_000_000:N0} MB of CSV) by `{trips.Recipe}`.
            Every session is a process of its own; the fastest of each. Seconds of the clock, of the processor in brackets. Each question is asked twice, of other rows, so that none is answered from memory of the answer.
            Grid has {memory / 1_000_000:N0} MB as its budget and keeps columns on disk; DuckDB has the same as `memory_limit` and reads the CSV into a table on disk first; Polars scans the CSV with its streaming engine, without a limit. {remark}


            """));
        text.Append($"| | {string.Join(" | ", runs.Select(r => r.Peer).Distinct().Select(p => p.Title))} |\n|---|{string.Concat(runs.Select(r => r.Peer).Distinct().Select(_ => "---:|"))}\n");
        Row("read the CSV", run => Figure(run, "open", 0));
        foreach (var question in LargerQuestion.All)
        {
            Row($"{question.Title}, first", run => Figure(run, question.Id, 0));
            Row($"{question.Title}, second", run => Figure(run, question.Id, 1));
        }
        Row("peak of the process, MB", run => (run.PeakBytes / 1e6).ToString("N0", CultureInfo.InvariantCulture));
        foreach (var (title, why) in failed)
            text.Append($"\n{title} did not come to its end: {why}\n");
        var grid = runs.First(r => r.Peer.IsGrid);
        string[] others = [.. runs.Where(r => r.Peer != grid.Peer).Select(r => (r.Peer.Title, Why: grid.DiffersFrom(r))).Where(d => d.Why is not null).Select(d => $"{d.Title}: {d.Why}").Distinct()];
        text.Append($"\nAnswers are {(others.Length == 0 ? "the same from all, to 1e-9 of their size" : $"NOT the same: {string.Join("; ", others)}")}.\n");
        return text.ToString();

        void Row(string title, Func<LargerRun, string> of)
        {
            text.Append($"| {title} |");
            foreach (var peer in runs.Select(r => r.Peer).Distinct())
                text.Append($" {of(runs.Where(r => r.Peer == peer).MinBy(r => r.Lines.Sum(t => t.Line.S ?? 0))!)} |");
            text.Append('\n');
        }

        static string Figure(LargerRun run, string op, int ask) =>
            run.At(op, ask) is { } line ? string.Create(CultureInfo.InvariantCulture, $"{line.S:0.00} ({line.Cpu:0.00})") : "";
    }
}
