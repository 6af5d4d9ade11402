using System.Globalization;
using System.Text;

namespace Grid.Benchmarks;

/// <summary>Lays out what <c>dbbench</c> measured.</summary>
internal static class DbBenchReport
{
    public static string Head(Machine machine, DateTime date, IReadOnlyList<Peer> peers, string? remark) => string.Create(CultureInfo.InvariantCulture,
        $"""
        # The public group-by and join benchmark, {date:yyyy-MM-dd}

        {machine.Processor}, {machine.Cores} cores, {machine.MemoryBytes / (1 << 30)} GiB, {machine.System}. {string.Join(" ", peers.Where(p => p.Missing is not null).Select(p => $"{p.Title}: {p.Missing}."))}
        Made by `dotnet run -c Release --project tests/Grid.Benchmarks -- dbbench`. Seconds; the first ask, the last of the others, and processor time of the first, which says more where the machine does other work. {remark}


        """);

    public static string Table(
        string data, IReadOnlyList<BenchTask> tasks, IReadOnlyList<Peer> peers, Dictionary<string, IReadOnlyList<Timing>> runs, Dictionary<string, string?> differences)
    {
        var ran = peers.Where(p => runs.ContainsKey(p.Id)).ToList();
        var text = new StringBuilder($"## {data}\n\n");
        foreach (var peer in ran)
            text.Append(CultureInfo.InvariantCulture, $"{peer.Title}: {runs[peer.Id][0].Line.Version}\n");
        text.Append($"\n| task | {string.Join(" | ", ran.Select(p => $"{p.Title} | again | processor"))} | answers |\n|---|{string.Concat(Enumerable.Repeat("---|", 3 * ran.Count + 1))}\n");
        text.Append($"| load | {string.Join(" | ", ran.Select(p => $"{Seconds(runs[p.Id], "load", 0)} | |"))} | |\n");
        bool hasJoins = false;
        foreach (var task in tasks)
        {
            if (task is JoinTask && !hasJoins)
                text.Append($"| load of joins | {string.Join(" | ", ran.Select(p => $"{Seconds(runs[p.Id], "load of joins", 0)} | |"))} | |\n");
            hasJoins |= task is JoinTask;
            string answers = differences.TryGetValue(task.Id, out string? difference) ? difference ?? "equal" : "";
            text.Append($"| {task.Id} | {string.Join(" | ", ran.Select(p => $"{Seconds(runs[p.Id], task.Id, 0)} | {Seconds(runs[p.Id], task.Id, 1)} | {Seconds(runs[p.Id], task.Id, 0, t => t.Cpu)}"))} | {answers} |\n");
        }
        text.Append($"| most memory, MiB | {string.Join(" | ", ran.Select(p => $"{runs[p.Id].Max(t => t.PeakBytes) >> 20} | |"))} | |\n\n");
        return text.ToString();
    }

    private static string Seconds(IReadOnlyList<Timing> run, string op, int ask, Func<SessionLine, double?>? of = null)
    {
        var found = run.Where(t => t.Line.Op == op && (ask == 0 ? t.Line.Ask == 0 : t.Line.Ask > 0)).ToList();
        return found.Count == 0 ? "" : found[^1].Line.Refused is not null ? "refused" : (of is null ? found[^1].Line.S : of(found[^1].Line))?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
    }
}
