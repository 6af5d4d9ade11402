using System.Globalization;
using Grid.Learning;
using Grid.Query;

namespace Grid.Report;

/// <summary>How a model does on rows whose truth is known: scores, the confusion matrix and each class, or what is left of the truth.</summary>
internal static class TestView
{
    private const int MostClasses = 40;

    public static Markup Of(Evaluation test)
    {
        var scores = test.Scores.Select(s => Markup.Of($"""<div><dt>{Markup.Data(s.Scoring.ToString()!)}</dt><dd>{(s.Fault is null ? ScoreDots.Score(s.Value) : "not defined")}</dd></div>"""));
        return Markup.Of(
            $"""
            <dl class="overview">{scores}</dl>
            {(test.Residuals is { } residuals ? Residuals(residuals) : Markup.Join([Confusion(test), Classes(test)]))}
            """);
    }

    private static Markup Confusion(Evaluation test)
    {
        int[] shown = [.. Enumerable.Range(0, test.Classes.Count).OrderByDescending(k => test.Confusion[k].Sum()).Take(MostClasses).Order()];
        var head = shown.Select(k => Markup.Of($"""<th scope="col"><span>{Markup.Data(test.Classes[k])}</span></th>"""));
        var rows = shown.Select(k => Markup.Of($"""<tr><th scope="row">{Markup.Data(test.Classes[k])}</th>{shown.Select(j => Cell(test.Confusion[k][j], test.Confusion[k].Sum(), isRight: k == j))}</tr>"""));
        var left = shown.Length == test.Classes.Count ? Markup.None : Markup.Of($"<p>The {shown.Length} most frequent of {test.Classes.Count:N0} classes.</p>");
        return Markup.Of($"""<h3>Confusion matrix <small>truth down, prediction across, rows</small></h3>{left}<div class="wide"><table class="map" id="confusion"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table></div>""");
    }

    private static Markup Cell(long count, long all, bool isRight) => Markup.Of(
        $"""<td style="background:rgb(var(--{(isRight ? "along" : "against")}) / {(all == 0 ? 0 : 0.85 * count / all).ToString("0.##", CultureInfo.InvariantCulture)})">{count:N0}</td>""");

    private static Markup Classes(Evaluation test)
    {
        var rows = test.Reports.Select(r => Markup.Of($"""<tr><td>{Markup.Data(r.Name)}</td><td class="n">{ScoreDots.Score(r.Precision)}</td><td class="n">{ScoreDots.Score(r.Recall)}</td><td class="n">{ScoreDots.Score(r.F1)}</td><td class="n">{r.Support:N0}</td></tr>"""));
        return Markup.Of($"""<h3>Classes</h3><div class="wide"><table class="rows"><thead><tr><th>class</th><th class="n">precision</th><th class="n">recall</th><th class="n">F1</th><th class="n">rows</th></tr></thead><tbody>{rows}</tbody></table></div>""");
    }

    private static Markup Residuals(ResidualSummary residuals)
    {
        var rows = residuals.Quantiles.Select(q => Markup.Of($"""<tr><td>{(100 * q.Share).ToString("0.#", CultureInfo.InvariantCulture)} %</td><td class="n">{FigureText.Of(q.Residual)}</td></tr>"""));
        return Markup.Of(
            $"""
            <h3>Residuals <small>the truth less the prediction</small></h3>
            <p>Mean {FigureText.Of(residuals.Mean)}, deviation {FigureText.Of(residuals.Std)}. So many of the rows have a residual of at most:</p>
            <table class="rows" id="residuals"><thead><tr><th>rows</th><th class="n">residual</th></tr></thead><tbody>{rows}</tbody></table>
            """);
    }
}
