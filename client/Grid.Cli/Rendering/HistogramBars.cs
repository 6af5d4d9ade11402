using System.Text;
using Grid.Query;

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
    /// <param name="histogram">The bins.</param>
    /// <param name="room">How many characters the texts of a bin may have in all; bars are shorter where that is little.</param>
    public static IReadOnlyList<(string From, string To, string Count, string Bar)> Rows(HistogramAnswer histogram, int room = int.MaxValue)
    {
        long most = histogram.Counts.DefaultIfEmpty().Max();
        string[] edges = [.. histogram.Edges.Select(edge => FigureText.Of(edge, isFigure: true))];
        string[] counts = [.. histogram.Counts.Select(count => FigureText.Of(Scalar.Int64(count), isFigure: true))];
        int taken = 2 * edges.Select(e => e.Length).DefaultIfEmpty().Max() + counts.Select(c => c.Length).DefaultIfEmpty().Max();
        int longest = Math.Clamp(room - taken, 4, Longest);
        return [.. histogram.Counts.Select((count, i) => (edges[i], edges[i + 1], counts[i], Bar(count, most, longest)))];
    }

    // A bin that is not empty shows at least a sliver.
    private static string Bar(long count, long most, int longest)
    {
        if (count == 0)
            return "";
        int eighths = Math.Max(1, (int)Math.Round((double)count / most * longest * 8));
        string end = eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉"[eighths % 8 - 1].ToString();
        return new string('█', eighths / 8) + end;
    }
}
