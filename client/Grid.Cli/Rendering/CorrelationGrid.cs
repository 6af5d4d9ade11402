using System.Globalization;
using Grid.Query;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Correlations on a terminal: a square of cells shaded by strength, blue for positive and red for negative.</summary>
internal static class CorrelationGrid
{
    private const int CellWidth = 6;
    private const int LeastName = 8;

    /// <summary>
    /// The square; columns are headed by the numbers of the rows, for which names would be too wide. Where the terminal has no
    /// room for all columns, it is parted into strips of whole columns, one below the other.
    /// </summary>
    public static IEnumerable<Table> Of(CorrelationAnswer answer, int width)
    {
        int columns = answer.Columns.Count, number = columns.ToString(CultureInfo.InvariantCulture).Length;
        string[] names = [.. answer.Columns.Select(CellText.Clean)];
        int longest = names.Select(CellText.Width).DefaultIfEmpty().Max();
        // The number, the name, and a blank on either side of each.
        int margin = number + 4, name = Math.Min(longest, Math.Max(LeastName, width - 1 - margin - CellWidth));
        int fit = Math.Max(1, (width - 1 - margin - name) / CellWidth);
        if (fit < columns && name > LeastName * 2)
        {
            name = Math.Min(name, Math.Max(LeastName * 2, width - 1 - margin - columns * CellWidth));
            fit = Math.Max(1, (width - 1 - margin - name) / CellWidth);
        }
        for (int first = 0; first < columns; first += fit)
            yield return Strip(answer, names, name, first, Math.Min(columns, first + fit));
    }

    /// <summary>A correlation in six characters, two digits after the point.</summary>
    public static string Cell(double r) => (double.IsNaN(r) ? "–" : (Math.Round(r, 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture)).PadLeft(5) + " ";

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

    private static Table Strip(CorrelationAnswer answer, string[] names, int name, int first, int end)
    {
        var bold = new Style(decoration: Decoration.Bold);
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(new TableColumn("") { Alignment = Justify.Right, NoWrap = true });
        table.AddColumn(new TableColumn("") { NoWrap = true });
        for (int j = first; j < end; j++)
            table.AddColumn(new TableColumn(new Text($"{j + 1}".PadLeft(CellWidth - 1) + " ", bold)) { NoWrap = true, Padding = new Padding(0) });
        for (int i = 0; i < answer.Columns.Count; i++)
        {
            table.AddRow(
                [
                    new Text($"{i + 1}", bold), new Text(CellText.Cut(names[i], name)),
                    .. answer.R[i].Skip(first).Take(end - first).Select(r => new Text(Cell(r), Shade(r))),
                ]);
        }
        return table;
    }
}
