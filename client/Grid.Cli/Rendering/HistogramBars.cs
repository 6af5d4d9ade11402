using System.Text;
using Grid.Query;

namespace Grid.Cli;

/// <summary>A histogram drawn with bars of block characters, an eighth of a character fine.</summary>
internal static class HistogramBars
{
    private const int Longest = 40, Shortest = 4;

    /// <summary>The bins as lines: from, to, count, bar; and what is in no bin.</summary>
    public static string Text(HistogramAnswer histogram)
    {
        var text = new StringBuilder();
        foreach (var (bin, bar) in Lines(histogram))
            text.Append($"{bin}{bar}".TrimEnd()).Append(Environment.NewLine);
        return text.Append(AnswerText.Note(histogram)).Append(Environment.NewLine).ToString();
    }

    /// <summary>
    /// The bins as lines that fit a terminal: where there is little room bars are shorter, then the lower bounds stand alone, with the last upper one
    /// in a line of its own, then there are no bars. Figures are never broken.
    /// </summary>
    /// <param name="histogram">The bins.</param>
    /// <param name="room">How many characters a line may have.</param>
    public static IReadOnlyList<(string Bin, string Bar)> Lines(HistogramAnswer histogram, int room = int.MaxValue)
    {
        if (histogram.Counts.Count == 0)
            return [];
        string[] edges = [.. histogram.Edges.Select(edge => FigureText.Of(edge, isFigure: true))];
        string[] counts = [.. histogram.Counts.Select(count => FigureText.Of(Scalar.Int64(count), isFigure: true))];
        int from = edges[..^1].Max(e => e.Length), to = edges[1..].Max(e => e.Length), count = counts.Max(c => c.Length);
        bool both = from + 3 + to + 2 + count + 2 + Shortest <= room;
        int left = both ? room - (from + 3 + to + 2 + count + 2) : room - (Math.Max(from, to) + 2 + count + 2);
        int longest = left < Shortest ? 0 : Math.Min(left, Longest);
        long most = histogram.Counts.Max();
        var lines = histogram.Counts.Select((n, i) => (
            both ? $"{edges[i].PadLeft(from)} – {edges[i + 1].PadLeft(to)}  {counts[i].PadLeft(count)}  " : $"{edges[i].PadLeft(Math.Max(from, to))}  {counts[i].PadLeft(count)}  ",
            longest == 0 ? "" : Bar(n, most, longest)));
        return [.. lines.Select(line => (longest == 0 ? line.Item1.TrimEnd() : line.Item1, line.Item2)), .. both ? [] : new[] { (edges[^1].PadLeft(Math.Max(from, to)), "") }];
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
