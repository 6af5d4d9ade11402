using System.Text;
using Grid.Report;

namespace Grid.Cli;

/// <summary>A heat map as text: a shade of four and the score in each cell, a star at the best candidate.</summary>
internal static class HeatMapText
{
    private const string Shades = "░▒▓█";

    public static string Of(HeatMap map)
    {
        string[] heads = [.. map.Across.Values.Select(value => $"{value} ")]; // the blank below a mark
        string[][] cells = [.. map.Scores.Select((row, i) => row.Select((score, j) => $"{Shade(map.Share(score))} {Score(map, i, j)}").ToArray())];
        string[] sides = map.Down is { } down ? [.. down.Values.Select(value => value.ToString())] : [""];
        int side = sides.Max(text => text.Length);
        int width = Math.Max(heads.Max(text => text.Length), cells.Max(row => row.Max(text => text.Length)));
        var text = new StringBuilder().Append(map.Title).Append(Environment.NewLine);
        Line(text, "", side, heads, width);
        for (int i = 0; i < cells.Length; i++)
            Line(text, sides[i], side, cells[i], width);
        return text.ToString();
    }

    /// <summary>The score of a cell, with a mark, or a blank to keep the column straight.</summary>
    public static string Score(HeatMap map, int row, int column) => $"{Figures.Score(map.Scores[row][column])}{(map.IsBest(row, column) ? '*' : ' ')}";

    private static char Shade(double share) => double.IsNaN(share) ? ' ' : Shades[Math.Min(Shades.Length - 1, (int)(share * Shades.Length))];

    private static void Line(StringBuilder text, string head, int side, string[] cells, int width)
    {
        var line = new StringBuilder(head.PadLeft(side));
        foreach (string cell in cells)
            line.Append("  ").Append(cell.PadLeft(width));
        text.Append(line.ToString().TrimEnd()).Append(Environment.NewLine);
    }
}
