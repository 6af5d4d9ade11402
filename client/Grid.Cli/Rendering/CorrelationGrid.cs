using System.Globalization;
using Grid.Statistics;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Correlations on a terminal: a square of cells shaded by strength, blue for positive and red for negative.</summary>
internal static class CorrelationGrid
{
    /// <summary>The square; columns are headed by the numbers of the rows, for which names would be too wide.</summary>
    public static Table Of(CorrelationAnswer answer)
    {
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(new TableColumn("") { Alignment = Justify.Right, NoWrap = true });
        table.AddColumn(new TableColumn("") { NoWrap = true });
        for (int j = 0; j < answer.Columns.Count; j++)
        {
            table.AddColumn(new TableColumn(new Text($"{j + 1}", new Style(decoration: Decoration.Bold)))
            {
                Alignment = Justify.Right,
                NoWrap = true,
                Padding = new Padding(0),
            });
        }
        for (int i = 0; i < answer.Columns.Count; i++)
        {
            table.AddRow(
                [
                    new Text($"{i + 1}", new Style(decoration: Decoration.Bold)), new Text(answer.Columns[i]),
                    .. answer.R[i].Select(r => new Text(Cell(r), Shade(r))),
                ]);
        }
        return table;
    }

    /// <summary>A correlation in six characters, two digits after the point.</summary>
    public static string Cell(double r) => (double.IsNaN(r) ? "–" : (r + 0.0).ToString("0.00", CultureInfo.InvariantCulture)).PadLeft(5) + " ";

    /// <summary>The colours of a cell.</summary>
    public static Style Shade(double r)
    {
        if (double.IsNaN(r))
            return new Style(decoration: Decoration.Dim);
        double strength = Math.Min(1, Math.Abs(r));
        // From near black to full colour; squares would hide what lies around 0.5.
        byte full = (byte)Math.Round(40 + 180 * strength);
        const byte rest = 40;
        var background = r >= 0 ? new Color(rest, (byte)((full + rest) / 2), full) : new Color(full, rest, rest);
        return new Style(strength > 0.5 ? Color.White : Color.Grey78, background);
    }
}
