using System.Text;
using Grid.Statistics;

namespace Grid.Cli;

/// <summary>A histogram drawn with bars of block characters, an eighth of a character fine.</summary>
internal static class HistogramBars
{
    private const int Longest = 40;

    /// <summary>The bins as lines: from, to, bar, count; and what is in no bin.</summary>
    public static string Text(HistogramAnswer histogram)
    {
        var rows = Rows(histogram);
        var text = new StringBuilder();
        if (rows.Count > 0)
        {
            int from = rows.Max(r => r.From.Length);
            int to = rows.Max(r => r.To.Length);
            int count = rows.Max(r => r.Count.Length);
            foreach (var row in rows)
                text.Append($"{row.From.PadLeft(from)} – {row.To.PadLeft(to)}  {row.Count.PadLeft(count)}  {row.Bar}".TrimEnd()).Append(Environment.NewLine);
        }
        return text.Append(AnswerText.Note(histogram)).Append(Environment.NewLine).ToString();
    }

    /// <summary>The bins as texts.</summary>
    public static IReadOnlyList<(string From, string To, string Count, string Bar)> Rows(HistogramAnswer histogram)
    {
        long most = histogram.Counts.DefaultIfEmpty().Max();
        return
        [
            .. histogram.Counts.Select((count, i) => (
                FigureText.Of(histogram.Edges[i], isFigure: true), FigureText.Of(histogram.Edges[i + 1], isFigure: true),
                FigureText.Of(Scalar.Int64(count), isFigure: true), Bar(count, most))),
        ];
    }

    // A bin that is not empty shows at least a sliver.
    private static string Bar(long count, long most)
    {
        if (count == 0)
            return "";
        int eighths = Math.Max(1, (int)Math.Round((double)count / most * Longest * 8));
        string end = eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉"[eighths % 8 - 1].ToString();
        return new string('█', eighths / 8) + end;
    }
}
