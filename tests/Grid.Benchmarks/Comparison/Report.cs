using System.Globalization;
using System.Text;

namespace Grid.Benchmarks;

/// <summary>Writes what was measured as Markdown: the machine and the versions first, then a table per set of trips.</summary>
internal sealed class Report(Machine machine, IReadOnlyList<Peer> peers, DateTime date, int repeats, int asks, bool isCold)
{
    /// <summary>How far answers may differ: what remains of sums taken in another order.</summary>
    private const double Tolerance = 1e-9;

    private readonly StringBuilder _text = new();

    public string Write(IReadOnlyList<Measurements> sizes)
    {
        Head(sizes);
        foreach (var size in sizes)
            Size(size);
        if (sizes.Count > 1)
            PerRow(sizes);
        return _text.ToString();
    }

    private void Head(IReadOnlyList<Measurements> sizes)
    {
        Line($"# Grid beside other engines, {date:yyyy-MM-dd}");
        Line();
        Line($"{machine.Processor}, {machine.Cores} cores, {Gigabytes(machine.MemoryBytes)} of memory, which all cores together copy at {Gigabytes(machine.CopyBytesPerSecond)}/s; {machine.System}.");
        Line($"Every engine ran {repeats} session{(repeats == 1 ? "" : "s")}, in turns, each in a process of its own: it {(isCold ? "" : "warmed up on 20,000 trips, ")}loaded the files, and was asked each question {asks} time{(asks == 1 ? "" : "s")}.");
        Line("A figure is the median of the sessions, with the least and the greatest; the ratio is that of the fastest exact peer to Grid: above 1, Grid is faster.");
        Line();
        Line("| engine | what ran |");
        Line("|---|---|");
        foreach (var peer in peers)
        {
            string version = sizes.Select(s => s.Version(peer)).FirstOrDefault(v => v is not null) ?? "";
            string failure = peer.Missing ?? sizes.Select(s => s.Failure(peer)).FirstOrDefault(f => f is not null) ?? "";
            Line($"| {peer.Title} | {(failure.Length == 0 ? version : $"not measured: {failure.Replace('|', '/')}")} |");
        }
    }

    private void Size(Measurements size)
    {
        var shown = peers.Where(p => size.Version(p) is not null && size.Failure(p) is null).ToList();
        Line();
        Line($"## {size.Data.Rows:N0} trips, {size.Data.Bytes / 1e6:N0} MB of CSV in {size.Data.Files} files");
        Line();
        Line($"`{size.Data.Recipe}`");
        Line();
        Line($"| seconds | {string.Join(" | ", shown.Select(p => p.Title))} | fastest peer / Grid |");
        Line($"|---{string.Concat(Enumerable.Repeat("|---:", shown.Count + 1))}|");
        foreach (var operation in Operation.All)
        {
            Row(size, shown, operation, first: true, operation.Question is null ? operation.Title : $"{operation.Title}: first ask");
            if (operation.Question is not null && asks > 1)
                Row(size, shown, operation, first: false, $"{operation.Title}: again");
        }
        Memory(size, shown);
        Answers(size, shown);
        Overhead(size);
        if (size.Disturbance.Told > 0)
        {
            Line();
            Line($"Something else kept over 0.15 of a core busy during {size.Disturbance.Disturbed} of {size.Disturbance.Told} spans of half a second or more.");
        }
    }

    private void Row(Measurements size, List<Peer> shown, Operation operation, bool first, string title)
    {
        bool HasEstimates(Peer peer) => peer.IsApproximate && operation.Id.StartsWith("describe", StringComparison.Ordinal);
        var cells = shown.Select(p => size.Seconds(p, operation, first) is { } s ? $"{Seconds(s)}{(HasEstimates(p) ? " (approximate)" : "")}" : "–");
        var grid = shown.FirstOrDefault(p => p.Id == "grid");
        var fastest = shown.Where(p => !p.IsGrid && !HasEstimates(p) && size.Seconds(p, operation, first) is not null)
            .MinBy(p => size.Seconds(p, operation, first)!.Value.Median);
        string ratio = grid is not null && fastest is not null && size.Seconds(grid, operation, first) is { } own
            ? $"{Figure(size.Seconds(fastest, operation, first)!.Value.Median / own.Median)} ({fastest.Title})"
            : "–";
        Line($"| {title} | {string.Join(" | ", cells)} | {ratio} |");
    }

    private void Memory(Measurements size, List<Peer> shown)
    {
        if (shown.All(p => size.Memory(p) is null or (0, 0, 0, _)))
            return;
        void Row(string title, Func<(double Bare, double Peak, double Held, double? Own), double?> of)
        {
            string Cell(Peer peer) => size.Memory(peer) is { } m && of(m) is { } v ? Gigabytes(v) : "–";
            var held = shown.Where(p => !p.IsGrid && size.Memory(p) is { } m && of(m) is not null).MinBy(p => of(size.Memory(p)!.Value));
            var grid = shown.FirstOrDefault(p => p.Id == "grid");
            string ratio = held is not null && grid is not null && size.Memory(grid) is { } own && of(own) is { } mine and > 0
                ? $"{Figure(of(size.Memory(held)!.Value)!.Value / mine)} ({held.Title})"
                : "–";
            Line($"| {title} | {string.Join(" | ", shown.Select(Cell))} | {ratio} |");
        }
        Line();
        Line($"| memory of all its processes | {string.Join(" | ", shown.Select(p => p.Title))} | least peer / Grid |");
        Line($"|---{string.Concat(Enumerable.Repeat("|---:", shown.Count + 1))}|");
        Row("before the load", m => m.Bare);
        Row("held after the load", m => m.Held);
        Row("at most while loading", m => m.Peak);
        Row("the table, by its own account", m => m.Own);
    }

    private void Answers(Measurements size, List<Peer> shown)
    {
        var grid = shown.FirstOrDefault(p => p.Id == "grid");
        if (grid is null)
            return;
        Line();
        foreach (var peer in shown.Where(p => p != grid))
        {
            var differences = Operation.All.Select(o => (Operation: o, Worst: size.Difference(grid, peer, o)))
                .Where(d => d.Worst is { } w && w.Difference > Tolerance)
                .Select(d => $"{d.Operation.Title} by up to {Figure(d.Worst!.Value.Difference)} ({d.Worst.Value.Figure})").ToList();
            Line(differences.Count == 0
                ? $"- {peer.Title} gives the same answers as Grid, to {Tolerance:0e+0} relative."
                : $"- {peer.Title} differs from Grid in {string.Join("; ", differences)}{(peer.IsApproximate ? ": its percentiles are approximate" : "")}.");
        }
    }

    private void Overhead(Measurements size)
    {
        Spread? Seconds(string id, Operation operation, bool first) =>
            peers.FirstOrDefault(p => p.Id == id) is { } peer ? size.Seconds(peer, operation, first) : null;
        if (Seconds("grid", Operation.All[^1], true) is null)
            return;
        Line();
        Line("| Grid by itself | grains over kernels, ms: first ask | again | one thread / all: first ask |");
        Line("|---|---:|---:|---:|");
        foreach (var operation in Operation.All)
        {
            string Over(bool first) => (Seconds("grid", operation, first), Seconds("kernels", operation, first)) is ({ } g, { } k)
                ? Milliseconds(g.Median - k.Median) : "–";
            string scale = (Seconds("grid-1", operation, true), Seconds("grid", operation, true)) is ({ } o, { } a) ? Figure(o.Median / a.Median) : "–";
            Line($"| {operation.Title} | {Over(true)} | {(operation.Question is null ? "–" : Over(false))} | {scale} |");
        }
    }

    private void PerRow(IReadOnlyList<Measurements> sizes)
    {
        if (peers.FirstOrDefault(p => p.Id == "grid") is not { } grid)
            return;
        Line();
        Line("## Time per row");
        Line();
        Line($"| Grid, nanoseconds a row | {string.Join(" | ", sizes.Select(s => $"{s.Data.Rows:N0} trips"))} |");
        Line($"|---{string.Concat(Enumerable.Repeat("|---:", sizes.Count))}|");
        foreach (var operation in Operation.All)
        {
            var cells = sizes.Select(s => s.Seconds(grid, operation, true) is { } t ? Figure(t.Median / s.Data.Rows * 1e9) : "–");
            Line($"| {operation.Title} | {string.Join(" | ", cells)} |");
        }
    }

    /// <summary>The median, and the least and the greatest.</summary>
    public static string Seconds(Spread s) => $"{Figure(s.Median)} ({Figure(s.Least)}–{Figure(s.Greatest)})";

    private static string Milliseconds(double seconds) => (seconds * 1e3).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Bytes in GB.</summary>
    public static string Gigabytes(double bytes) => (bytes / 1e9).ToString("0.00", CultureInfo.InvariantCulture) + " GB";

    /// <summary>Three digits, whatever the size.</summary>
    public static string Figure(double value) => value switch
    {
        0 => "0",
        _ when Math.Abs(value) >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 0.001 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0e+0", CultureInfo.InvariantCulture),
    };

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
