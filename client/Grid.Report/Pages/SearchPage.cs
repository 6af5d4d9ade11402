using System.Globalization;
using Grid.Client;
using Grid.Learning;

namespace Grid.Report;

/// <summary>The page of a search. It asks nothing of any host.</summary>
internal static class SearchPage
{
    private const int MostCandidates = 100;
    private const int MostParameters = 12;
    private const int MostFeatures = 40;
    private const int BestShown = 12;

    public static string Of(SearchOutcome outcome, string title)
    {
        var results = outcome.CvResults;
        var ranked = results.Candidates.Where(c => c.Fault is null).OrderBy(c => c.Iteration is { } round ? -round : 0).ThenBy(c => c.RankTestScore).ToArray();
        var axes = ParameterAxis.Of(results).Take(MostParameters).ToArray();
        return PageFrame.Of(title, Markup.Of(
            $"""
            <h1>{Markup.Data(title)}</h1>
            {Overview(outcome)}
            {Notes(outcome)}
            <section id="leaderboard"><h2>Candidates</h2>{Leaderboard(results, ranked)}</section>
            {(axes.Length == 0 || ranked.Length == 0 ? Markup.None : Markup.Of(
            $"""
            <section id="parameters"><h2>Parameters</h2>{Effects(results)}<div class="charts">{axes.Select(axis => Chart(results, axis))}</div></section>
            {(HeatMap.Of(results) is { Down: not null } map ? Markup.Of($"""<section id="map"><h2>{Capital(map.Title)}</h2>{Map(map)}</section>""") : Markup.None)}
            """))}
            {(ranked.Length == 0 ? Markup.None : Markup.Of($"""<section id="spread"><h2>Spread over the splits</h2>{Spread(results, ranked)}</section>"""))}
            {(outcome.BestForest is { } forest ? Markup.Of($"""<section id="importances"><h2>What the best model goes by</h2><p>Importances of the features, ± their deviation over the trees.</p>{Importances(forest)}</section>""") : Markup.None)}
            {(outcome.Test is { } test ? Markup.Of($"""<section id="test"><h2>On {test.Rows:N0} rows that were held out</h2>{TestView.Of(test)}</section>""") : Markup.None)}
            """));
    }

    private static Markup Overview(SearchOutcome outcome)
    {
        var results = outcome.CvResults;
        var facts = new List<(string, string)>
        {
            ("candidates", Count(results.Candidates.Count)),
            ("splits", Count(results.Splits)),
            ("scored by", string.Join(", ", results.Scorings.Select(s => s.ToString()))),
            ("trained in this run", $"{Count(outcome.TrialsTrained)} trials{(outcome.TrialsResumed > 0 ? $", {Count(outcome.TrialsResumed)} known before" : "")}"),
            ("took", string.Create(CultureInfo.InvariantCulture, $"{outcome.Seconds:0.0} s")),
        };
        if (results.Best is { } best)
        {
            facts.Insert(0, ("best", $"{ScoreDots.Score(best.MeanTestScore)} ± {ScoreDots.Score(best.StdTestScore)}"));
            facts.AddRange(best.Candidate.Settings.Select(s => (s.Key, $"{s.Value}")));
        }
        return Markup.Of($"""<dl class="overview">{facts.Select(f => Markup.Of($"<div><dt>{Markup.Data(f.Item1)}</dt><dd>{Markup.Data(f.Item2)}</dd></div>"))}</dl>""");
    }

    private static Markup Notes(SearchOutcome outcome)
    {
        var faults = outcome.CvResults.Candidates.SelectMany(c => c.Scores.Where(s => s.Fault is not null).Select(s => (c.Candidate, s.Fault))).GroupBy(c => c.Fault)
            .Select(g => $"not scored: {(g.Count() == 1 ? "" : $"{Count(g.Count())} candidates, such as ")}{g.First().Candidate}: {g.Key}");
        string[] notes = [.. faults, .. outcome.Notes];
        return notes.Length == 0 ? Markup.None : Markup.Of($"""<section id="warnings"><h2>Notes</h2><ul class="marks">{notes.Select(note => Markup.Of($"<li>{Markup.Data(note)}</li>"))}</ul></section>""");
    }

    private static Markup Leaderboard(SearchResults results, CandidateScore[] ranked)
    {
        var names = ParameterAxis.Names(results);
        bool hasRounds = results.Candidates.Any(c => c.Iteration is not null);
        var head = results.Scorings.Select(s => Markup.Of($"""<th class="n">{Markup.Data(s.ToString()!)}</th><th class="n">±</th>"""));
        var rows = ranked.Take(MostCandidates).Select(c => Markup.Of(
            $"""
            <tr><td class="n">{c.RankTestScore}</td>{(hasRounds ? Markup.Of($"""<td class="n">{c.Iteration}</td><td class="n">{c.Resources:N0}</td>""") : Markup.None)}{c.Scores.Select(s => Markup.Of($"""<td class="n">{ScoreDots.Score(s.MeanTestScore)}</td><td class="n">{ScoreDots.Score(s.StdTestScore)}</td>"""))}{names.Select(n => Markup.Of($"<td>{Markup.Data(ParameterAxis.ValueOf(c, n)?.ToString() ?? "–")}</td>"))}<td class="n">{c.MeanFitTime.ToString("0.000", CultureInfo.InvariantCulture)}</td></tr>
            """));
        var rounds = hasRounds ? Markup.Of($"""<th class="n">round</th><th class="n">{(results.IsByRows ? "rows" : "trees")}</th>""") : Markup.None;
        var left = ranked.Length <= MostCandidates ? Markup.None : Markup.Of($"<p>The {MostCandidates} best of {results.Candidates.Count:N0}.</p>");
        return Markup.Of(
            $"""{left}<div class="wide"><table class="rows"><thead><tr><th class="n">rank</th>{rounds}{head}{names.Select(n => Markup.Of($"<th>{Markup.Data(n)}</th>"))}<th class="n">fit, s</th></tr></thead><tbody>{rows}</tbody></table></div>""");
    }

    private static Markup Effects(SearchResults results)
    {
        var names = ParameterAxis.Names(results);
        var effects = ParameterEffect.Of(
            names, [.. results.Candidates.Select(c => (IReadOnlyList<string?>)[.. names.Select(n => ParameterAxis.ValueOf(c, n)?.ToString())])], [.. results.Candidates.Select(c => c.MeanTestScore)]);
        return effects.Count == 0 ? Markup.Of($"<p>All candidates score alike.</p>") : Markup.Of(
            $"""
            <p>How much of the variance of the score over the candidates each parameter accounts for by itself; what these leave of a full grid is due to parameters together.</p>
            {ShareBars.Of(("parameter", "share"), [.. effects.Select(e => (Markup.Data(e.Name), e.Share, e.Share.ToString("0.0 %", CultureInfo.InvariantCulture)))])}
            """);
    }

    private static Markup Chart(SearchResults results, ParameterAxis axis)
    {
        string[] values = [.. axis.Values.Select(v => v.ToString())];
        var dots = results.Candidates.Where(c => double.IsFinite(c.MeanTestScore) && ParameterAxis.ValueOf(c, axis.Name) is not null)
            .Select(c => (Column: Array.IndexOf(values, ParameterAxis.ValueOf(c, axis.Name)!.Value.ToString()), Score: c.MeanTestScore, Words: $"{ScoreDots.Score(c.MeanTestScore)} with {c.Candidate}")).ToArray();
        if (dots.Length == 0)
            return Markup.None;
        var means = dots.GroupBy(d => d.Column).OrderBy(g => g.Key).Select(g => (g.Key, g.Average(d => d.Score))).ToArray();
        return Markup.Of($"""<article><h3>{Markup.Data(axis.Name)} <small>each candidate, and the mean</small></h3>{ScoreDots.Of(results.Scoring.ToString()!, $"Scores by {axis.Name}", axis.Name, values, dots, means)}</article>""");
    }

    private static Markup Map(HeatMap map)
    {
        var head = map.Across.Values.Select(v => Markup.Of($"""<th scope="col">{Markup.Data(v.ToString())}</th>"""));
        var rows = map.Down!.Values.Select((v, i) => Markup.Of($"""<tr><th scope="row">{Markup.Data(v.ToString())}</th>{map.Scores[i].Select((score, j) => Cell(map, score, i, j))}</tr>"""));
        return Markup.Of($"""<div class="wide"><table class="map"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table></div>""");
    }

    private static Markup Cell(HeatMap map, double score, int row, int column) => double.IsNaN(score)
        ? Markup.Of($"<td>–</td>")
        : Markup.Of($"""<td style="background:rgb(var(--along) / {(0.85 * map.Share(score)).ToString("0.##", CultureInfo.InvariantCulture)})">{ScoreDots.Score(score)}{(map.IsBest(row, column) ? "*" : "")}</td>""");

    private static Markup Spread(SearchResults results, CandidateScore[] ranked)
    {
        var shown = ranked.Take(BestShown).ToArray();
        var dots = shown.SelectMany((c, i) => c.SplitTestScores.Select((score, split) => (Column: i, Score: score, Words: $"rank {c.RankTestScore}, split {split}: {ScoreDots.Score(score)}"))).Where(d => double.IsFinite(d.Score)).ToArray();
        if (dots.Length == 0)
            return Markup.None;
        return Markup.Of(
            $"""
            <p>The {shown.Length} best candidates by rank: a dot a split, the line joins the means.</p>
            {ScoreDots.Of(results.Scoring.ToString()!, "Scores of the best candidates on each split", "rank", [.. shown.Select(c => c.RankTestScore.ToString(CultureInfo.InvariantCulture))], dots, [.. shown.Select((c, i) => (i, c.MeanTestScore)).Where(mean => double.IsFinite(mean.MeanTestScore))])}
            """);
    }

    private static Markup Importances(Forest forest)
    {
        var features = forest.Features.Select((f, i) => (f.Name, Value: forest.Importances[i], Std: forest.ImportanceDeviations?[i])).OrderByDescending(f => f.Value).ToArray();
        var left = features.Length <= MostFeatures ? Markup.None : Markup.Of($"<p>The {MostFeatures} of {features.Length:N0} features that it goes by most.</p>");
        return Markup.Of(
            $"""{left}{ShareBars.Of(("feature", "importance ±"), [.. features.Take(MostFeatures).Select(f => (Markup.Data(f.Name), f.Value, $"{ScoreDots.Score(f.Value)}{(f.Std is { } std ? $" ± {ScoreDots.Score(std)}" : "")}"))])}""");
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
