using Grid.Report;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>A heat map on a terminal: cells coloured from dark violet (the worst) over green to yellow (the best), as in viridis.</summary>
internal static class HeatMapGrid
{
    private static readonly Color[] Ramp = [new(68, 1, 84), new(59, 82, 139), new(33, 145, 140), new(94, 201, 98), new(253, 231, 37)];

    private const int LeastCell = 8, Margins = 2; // the blanks around the heads of the rows

    /// <summary>
    /// The map; a cell is at least eight characters wide, and the best candidate's is starred. Where the terminal has no room for
    /// all columns, it is parted into strips of whole columns, one below the other.
    /// </summary>
    public static IEnumerable<Table> Of(HeatMap map, int terminalWidth)
    {
        string[] heads = [.. map.Across.Values.Select(value => value.ToString())];
        string[] sides = [.. map.Scores.Select((_, i) => map.Down?.Values[i].ToString() ?? "")];
        string[][] cells = [.. map.Scores.Select((row, i) => row.Select((_, j) => $" {HeatMapText.Score(map, i, j)}").ToArray())];
        int width = Math.Max(LeastCell, Math.Max(heads.Max(text => text.Length + 1), cells.Max(row => row.Max(text => text.Length))));
        int fit = Math.Max(1, (terminalWidth - 1 - Margins - sides.Max(text => text.Length)) / width);
        for (int first = 0; first < heads.Length; first += fit)
            yield return Strip(map, heads, sides, cells, width, first, Math.Min(heads.Length, first + fit));
    }

    private static Table Strip(HeatMap map, string[] heads, string[] sides, string[][] cells, int width, int first, int end)
    {
        var bold = new Style(decoration: Decoration.Bold);
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(new TableColumn("") { Alignment = Justify.Right, NoWrap = true });
        for (int j = first; j < end; j++)
            table.AddColumn(new TableColumn(new Text($"{heads[j]} ", bold)) { Alignment = Justify.Right, NoWrap = true, Padding = new Padding(0) });
        for (int i = 0; i < cells.Length; i++)
        {
            int row = i;
            table.AddRow(
                [
                    new Text(sides[i], bold),
                    .. Enumerable.Range(first, end - first).Select(j => new Text(cells[row][j].PadLeft(width), Shade(map.Share(map.Scores[row][j]), map.IsBest(row, j)))),
                ]);
        }
        return table;
    }

    /// <summary>The colours of a cell.</summary>
    public static Style Shade(double share, bool isBest)
    {
        if (double.IsNaN(share))
            return new Style(decoration: Decoration.Dim);
        double at = Math.Clamp(share, 0, 1) * (Ramp.Length - 1);
        int below = Math.Min((int)at, Ramp.Length - 2);
        var background = Ramp[below].Blend(Ramp[below + 1], (float)(at - below));
        return new Style(share > 0.5 ? Color.Black : Color.White, background, isBest ? Decoration.Bold : Decoration.None);
    }
}
