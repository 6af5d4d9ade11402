using System.Globalization;

namespace Grid.Report;

/// <summary>Scores as dots over the values of a parameter, or over ranks, with what each is under the pointer; a line through means where there are any.</summary>
internal static class ScoreDots
{
    private const double Width = 360, Height = 140, Edge = 6;

    // What a drawing shows without becoming a blot.
    private const int MostDots = 600;
    private const int MostNamed = 12;

    /// <summary>The drawing.</summary>
    /// <param name="scoring">What the scores are.</param>
    /// <param name="title">What it shows, in words.</param>
    /// <param name="across">What the columns are.</param>
    /// <param name="columns">What stands below, from left to right.</param>
    /// <param name="dots">The scores, each in a column.</param>
    /// <param name="line">A score in some of the columns, joined by a line.</param>
    public static Markup Of(string scoring, string title, string across, IReadOnlyList<string> columns, IReadOnlyList<(int Column, double Score, string Words)> dots, IReadOnlyList<(int Column, double Score)> line)
    {
        double least = dots.Min(d => d.Score), most = dots.Max(d => d.Score), range = most > least ? most - least : 1;
        var shown = dots.Count <= MostDots ? dots : [.. Enumerable.Range(0, MostDots).Select(i => dots[(int)((long)i * dots.Count / MostDots)])];
        // Lines without a length, whose round ends stay round however wide the drawing is.
        var marks = shown.Select(d => Markup.Of($"""<path d="M{Number(X(d.Column))} {Number(Y(d.Score))}h0"><title>{d.Words}</title></path>"""));
        string path = string.Join(' ', line.Select(p => $"{Number(X(p.Column))},{Number(Y(p.Score))}"));
        var left = dots.Count <= MostDots ? Markup.None : Markup.Of($"<p><small>{MostDots:N0} of {dots.Count:N0} are drawn.</small></p>");
        return Markup.Of(
            $"""
            <figure><div class="plot dots"><div class="y"><span>{Score(most)}</span><span>{Markup.Data(scoring)}</span><span>{Score(least)}</span></div>
            <svg viewBox="0 0 {Number(Width)} {Number(Height)}" preserveAspectRatio="none" role="img" aria-label="{title}">{marks}<polyline points="{path}" /></svg></div>
            <div class="x{(columns.Count <= MostNamed ? " each" : "")}">{Shown(columns).Select(c => Markup.Of($"<span>{Markup.Data(c)}</span>"))}</div><div class="x name"><span>{Markup.Data(across)}</span></div>{left}</figure>
            """);

        double X(int column) => Width * (column + 0.5) / columns.Count;

        double Y(double score) => Edge + ((Height - (2 * Edge)) * (most - score) / range);
    }

    /// <summary>A score as tables have it.</summary>
    public static string Score(double score) => score.ToString("0.0000", CultureInfo.InvariantCulture);

    // Very many stand for themselves by the first, the middle and the last.
    private static IEnumerable<string> Shown(IReadOnlyList<string> columns) => columns.Count <= MostNamed ? columns : [columns[0], columns[columns.Count / 2], columns[^1]];

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
