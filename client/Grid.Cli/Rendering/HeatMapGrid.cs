using Spectre.Console;

namespace Grid.Cli;

/// <summary>A heat map on a terminal: cells coloured from dark violet (the worst) over green to yellow (the best), as in viridis.</summary>
internal static class HeatMapGrid
{
    private static readonly Color[] Ramp = [new(68, 1, 84), new(59, 82, 139), new(33, 145, 140), new(94, 201, 98), new(253, 231, 37)];

    /// <summary>The map; a cell is at least eight characters wide, and the best candidate's is starred.</summary>
    public static Table Of(HeatMap map)
    {
        var bold = new Style(decoration: Decoration.Bold);
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(new TableColumn("") { Alignment = Justify.Right, NoWrap = true });
        string[] heads = [.. map.Across.Values.Select(value => value.ToString())];
        string[][] cells = [.. map.Scores.Select((row, i) => row.Select((_, j) => $" {HeatMapText.Score(map, i, j)}").ToArray())];
        int width = Math.Max(8, Math.Max(heads.Max(text => text.Length + 1), cells.Max(row => row.Max(text => text.Length))));
        foreach (string head in heads)
            table.AddColumn(new TableColumn(new Text($"{head} ", bold)) { Alignment = Justify.Right, NoWrap = true, Padding = new Padding(0) });
        for (int i = 0; i < cells.Length; i++)
        {
            int row = i;
            table.AddRow(
                [
                    new Text(map.Down?.Values[i].ToString() ?? "", bold),
                    .. cells[i].Select((text, j) => new Text(text.PadLeft(width), Shade(map.Share(map.Scores[row][j]), map.IsBest(row, j)))),
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
