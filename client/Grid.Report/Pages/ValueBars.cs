using System.Globalization;
using Grid.Query;

namespace Grid.Report;

/// <summary>The most frequent values as bars, each with its count and share.</summary>
internal static class ValueBars
{
    public static Markup Of(ValueCountsAnswer counts)
    {
        if (counts.Counts.Count == 0)
            return Markup.Of($"<p>no values</p>");
        long most = counts.Counts[0].Count, shown = counts.Counts.Sum(c => c.Count);
        var rows = counts.Counts.Select(c => Row(c.Value is { AsText: "" } ? Markup.Of($"<i>empty text</i>") : Markup.Data(c.Value.ToString()), c.Count, most, counts.Total));
        long others = counts.Distinct - counts.Counts.Count;
        var rest = others == 0 ? Markup.None
            : Row(Markup.Of($"<i>{others:N0} other{(others == 1 ? "" : "s")}</i>"), counts.Total - shown, most, counts.Total);
        return Markup.Of($"""<table class="bars"><thead><tr><th>value</th><th></th><th class="n">rows</th><th class="n">share</th></tr></thead><tbody>{rows}{rest}</tbody></table>""");
    }

    private static Markup Row(Markup value, long count, long most, long total)
    {
        string width = (100.0 * Math.Min(count, most) / most).ToString("0.#", CultureInfo.InvariantCulture);
        return Markup.Of($"""<tr><td class="v">{value}</td><td class="b"><span style="width:{width}%"></span></td><td class="n">{count:N0}</td><td class="n">{WarningFinder.Share(count, total)}</td></tr>""");
    }
}
