using System.Globalization;
using Grid.Query;

namespace Grid.Report;

/// <summary>A histogram as a drawing: a bar a bin, with what it counts under the pointer.</summary>
internal static class BinChart
{
    private const double Width = 360, Height = 120;

    public static Markup Of(HistogramAnswer histogram, string column)
    {
        long most = Math.Max(1, histogram.Counts.Max());
        double bar = Width / histogram.Counts.Count;
        var bars = histogram.Counts.Select((count, i) => Bar(
            i * bar, bar, count == 0 ? 0 : Math.Max(1, Height * count / most),
            $"{Edge(histogram, i)} to {Edge(histogram, i + 1)}: {count.ToString("N0", CultureInfo.InvariantCulture)} rows"));
        return Markup.Of(
            $"""
            <figure><div class="plot"><div class="y"><span>{FigureText.Of(most)}</span><span>rows</span><span>0</span></div>
            <svg viewBox="0 0 {Number(Width)} {Number(Height)}" preserveAspectRatio="none" role="img" aria-label="Rows in {histogram.Counts.Count} bins of equal width">{bars}</svg></div>
            <div class="x"><span>{Edge(histogram, 0)}</span><span>{Edge(histogram, histogram.Counts.Count / 2)}</span><span>{Edge(histogram, histogram.Counts.Count)}</span></div><div class="x name"><span>{Markup.Data(column)}</span></div></figure>
            """);
    }

    private static Markup Bar(double left, double width, double height, string title) => Markup.Of(
        $"""<rect x="{Number(left + 0.5)}" y="{Number(Height - height)}" width="{Number(width - 1)}" height="{Number(height)}"><title>{title}</title></rect>""");

    private static string Edge(HistogramAnswer histogram, int edge) => FigureText.Of(histogram.Edges[edge], isFigure: true);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
