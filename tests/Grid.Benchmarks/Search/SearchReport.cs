using System.Globalization;
using System.Text;
using Grid.Learning;

namespace Grid.Benchmarks;

/// <summary>Writes what the search benchmark measured as Markdown: the machine, the versions, the data, times, scores.</summary>
internal sealed class SearchReport(Machine machine, IReadOnlyList<Peer> peers, SearchJob job, int rows, DateTime date, int repeats)
{
    private readonly StringBuilder _text = new();

    public string Write(SearchMeasurements measured)
    {
        var shown = peers.Where(p => measured.Version(p) is not null && measured.Failure(p) is null).ToList();
        Head(measured);
        Times(measured, shown);
        Scores(measured, shown);
        if (measured.Disturbance.Told > 0)
        {
            Line();
            Line($"Something else kept over 0.15 of a core busy during {measured.Disturbance.Disturbed} of {measured.Disturbance.Told} spans of half a second or more.");
        }
        return _text.ToString();
    }

    private void Head(SearchMeasurements measured)
    {
        Line($"# Grid's search of models beside scikit-learn's, {date:yyyy-MM-dd}");
        Line();
        Line($"{machine.Processor}, {machine.Cores} cores, {Report.Gigabytes(machine.MemoryBytes)} of memory; {machine.System}.");
        Line($"Every side ran {repeats} session{(repeats == 1 ? "" : "s")}, in turns, each in a process of its own and warmed up by a small search; session k has seed k.");
        Line("A figure is the median of the sessions, with the least and the greatest; the ratio is that of scikit-learn to Grid: above 1, Grid is faster.");
        Line();
        Line("| side | what ran |");
        Line("|---|---|");
        foreach (var peer in peers)
        {
            string failure = peer.Missing ?? measured.Failure(peer) ?? "";
            Line($"| {peer.Title} | {(failure.Length == 0 ? measured.Version(peer) : $"not measured: {failure.Replace('|', '/')}")} |");
        }
        var plan = SearchPlan.Of(job.Spec(job.Grid));
        Line();
        Line($"- The search: {plan.Candidates.Count} candidates × {SearchJob.Folds} stratified folds × {SearchJob.Trees} trees on 1,797 images of digits of 64 pixels (UCI, E. Alpaydin and C. Kaynak, 1998, CC BY 4.0).");
        Line($"  `{job.Grid}`: {plan.Families.Count} families for Grid.");
        Line($"- Single forests: {job.ForestTrees} trees by each side's like defaults on {rows:N0} rows × {ForestData.Features} features, tested on {rows / 4:N0} more; {ForestData.Classes} classes of three clusters each, and Friedman's first function. Grid tells up to 65,536 values of a feature apart, and beyond that has as many bins, by count and by the widest gaps; scikit-learn sorts the values; LightGBM has 255 bins, and so has the side of that name (`--bins 255`).");
        Line("- LightGBM's forests are its `boosting=rf`: as many iterations as the others have trees, each on 63.2 % of the rows, with up to 4,096 leaves down to one row and as many features a node as scikit-learn tries; of 5 classes an iteration grows 5 trees.");
    }

    private void Times(SearchMeasurements measured, List<Peer> shown)
    {
        var others = shown.Where(p => !p.IsGrid).ToList();
        var ratios = others.SelectMany(o => (o.Id == "sklearn" ? new[] { "grid", "kernels" } : ["kernels", "kernels-255"]).Select(own => (Other: o, Own: own))).Where(r => shown.Any(p => p.Id == r.Own)).ToList();
        Line();
        Line($"| seconds | {string.Join(" | ", shown.Select(p => p.Title))} | {string.Join(" | ", ratios.Select(r => $"{r.Other.Title} / {r.Own switch { "grid" => "Grid", "kernels-255" => "kernels, 255 bins", _ => r.Own }}"))} |");
        Line($"|---{string.Concat(Enumerable.Repeat("|---:", shown.Count + ratios.Count))}|");
        foreach (var operation in SearchOperation.All.Where(o => shown.Any(p => measured.Seconds(p, o) is not null)))
        {
            string Ratio(Peer other, string id) => shown.FirstOrDefault(p => p.Id == id) is { } own
                && measured.Seconds(other, operation) is { } theirs && measured.Seconds(own, operation) is { } ours
                ? Report.Figure(theirs.Median / ours.Median) : "–";
            var cells = shown.Select(p => measured.Seconds(p, operation) is { } s ? Report.Seconds(s) : "–");
            Line($"| {operation.Title} | {string.Join(" | ", cells)} | {string.Join(" | ", ratios.Select(r => Ratio(r.Other, r.Own)))} |");
        }
        if (shown.Any(p => measured.Peak(p) is not null))
            Line($"| memory at most, all processes | {string.Join(" | ", shown.Select(p => measured.Peak(p) is { } bytes ? Report.Gigabytes(bytes) : "–"))} |{string.Concat(Enumerable.Repeat(" |", ratios.Count))}");
        Line();
        if (shown.Select(p => measured.Figures(p, SearchOperation.Large)).FirstOrDefault(f => f.Count > 0) is { } large)
        {
            Line($"- Very many rows: a tree a core of up to {LargeTraining.Depth} levels on {job.LargeRows:N0} rows × {ForestData.Features} features of as many values as there are rows, binning included. "
                + $"It takes {Report.Gigabytes((long)large["bytes"])} of memory at most besides the table ({Report.Gigabytes((long)large["table"])} with the process).");
        }
        foreach (var (two, one) in new[] { ("grid", "grid-1"), ("kernels", "kernels-1") })
            SecondCore(measured, shown.FirstOrDefault(p => p.Id == two), shown.FirstOrDefault(p => p.Id == one));
    }

    /// <summary>How much faster two cores are than one, and where the rest goes: what they were not at work, and what the work took more of.</summary>
    private void SecondCore(SearchMeasurements measured, Peer? all, Peer? single)
    {
        if (all is null || single is null)
            return;
        foreach (var operation in SearchOperation.All)
        {
            if (measured.Seconds(all, operation) is not { } two || measured.Seconds(single, operation) is not { } one)
                continue;
            string rest = "";
            if (measured.Processor(all, operation) is { } worked && measured.Processor(single, operation) is { } alone)
                rest = $": {Report.Figure(100 * worked.Median / (two.Median * machine.Cores))} % of the cores' time at work, and {Report.Figure(worked.Median)} s of it in place of {Report.Figure(alone.Median)} s";
            Line($"- {all.Title}, {operation.Title}: {Report.Figure(one.Median / two.Median)} times as fast on {machine.Cores} cores as on one{rest}.");
        }
    }

    private void Scores(SearchMeasurements measured, List<Peer> shown)
    {
        var searches = shown.Select(p => measured.Figures(p, "search")).ToList();
        Line();
        Line($"| scores, mean of the seeds | {string.Join(" | ", shown.Select(p => p.Title))} |");
        Line($"|---{string.Concat(Enumerable.Repeat("|---:", shown.Count))}|");
        if (searches.Any(s => s.Count > 0))
        {
            Line($"| the search: accuracy of the best candidate | {string.Join(" | ", searches.Select(s => s.Count == 0 ? "–" : Score(s.Values.Max())))} |");
            Line($"| the search: mean accuracy of all candidates | {string.Join(" | ", searches.Select(s => s.Count == 0 ? "–" : Score(s.Values.Average())))} |");
        }
        foreach (var (id, title) in new[] { ("classify", "5 classes: accuracy on the test rows"), ("regress", "numbers: R² on the test rows") })
        {
            var scores = shown.Select(p => measured.Figures(p, id)).ToList();
            if (scores.Any(s => s.Count > 0))
                Line($"| {title} | {string.Join(" | ", scores.Select(s => s.TryGetValue("score", out double score) ? Score(score) : "–"))} |");
        }
        Line();
        var own = shown.Zip(searches).Where(s => s.First.IsGrid && s.Second.Count > 0).ToList();
        if (own.Count > 1)
        {
            bool same = own.Skip(1).All(s => s.Second.Count == own[0].Second.Count && s.Second.All(f => own[0].Second.TryGetValue(f.Key, out double score) && score == f.Value));
            Line($"- Grid's ways give {(same ? "the same scores to the bit" : "DIFFERENT scores, which is a fault")}.");
        }
        if (own.Count > 0 && shown.Zip(searches).FirstOrDefault(s => s.First.Id == "sklearn" && s.Second.Count > 0).Second is { } theirs)
        {
            var differences = theirs.Where(f => own[0].Second.ContainsKey(f.Key)).Select(f => own[0].Second[f.Key] - f.Value).ToList();
            Line(differences.Count < theirs.Count
                ? $"- Of scikit-learn's {theirs.Count} candidates Grid has {differences.Count}: a fault."
                : $"- Over the {theirs.Count} candidates, Grid's mean accuracy less scikit-learn's is {Score(differences.Average())} on average, {Score(differences.Min())} at least and {Score(differences.Max())} at most.");
        }
    }

    private static string Score(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
