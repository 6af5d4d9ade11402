using System.Globalization;

namespace Grid.Report;

/// <summary>Figures of which the greatest is the longest bar.</summary>
internal static class ShareBars
{
    /// <summary>A bar each, with the figure behind it.</summary>
    /// <param name="heads">What is named, and what the figure is.</param>
    /// <param name="rows">The names, their figures from 0 on, and the figures in words.</param>
    public static Markup Of((string Name, string Figure) heads, IReadOnlyList<(Markup Name, double Value, string Words)> rows)
    {
        double most = rows.Select(r => r.Value).Append(0).Max();
        var body = rows.Select(r => Markup.Of(
            $"""<tr><td class="v">{r.Name}</td><td class="b"><span style="width:{(most > 0 ? 100 * Math.Max(0, r.Value) / most : 0).ToString("0.#", CultureInfo.InvariantCulture)}%"></span></td><td class="n">{r.Words}</td></tr>"""));
        return Markup.Of($"""<table class="bars"><thead><tr><th>{heads.Name}</th><th></th><th class="n">{heads.Figure}</th></tr></thead><tbody>{body}</tbody></table>""");
    }
}
