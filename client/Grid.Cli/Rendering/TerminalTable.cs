using Grid.Query;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Grid.Cli;

/// <summary>
/// A table on a terminal. Where it is too wide, heads and texts are cut as far as they stay readable; then the columns that fit
/// are shown and the others counted, or it goes on below with its first column repeated. Figures are never broken.
/// </summary>
internal static class TerminalTable
{
    private const int CellMargin = 3; // the spaces around a cell
    private const int LongestCell = 60, ReadableCell = 24, LeastCell = 4;

    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="isWhole">Whether what does not fit goes on below.</param>
    /// <returns>The names of the columns that were left out.</returns>
    public static IReadOnlyList<string> Write(AnswerTable table, IAnsiConsole terminal, bool isWhole = true)
    {
        int room = terminal.Profile.Width - 1;
        string[] names = [.. table.Columns.Select(column => CellText.Clean(column.Name))];
        string[][] cells = [.. table.Rows.Select(row => row.Select((value, i) => FigureText.Of(value, table.Columns[i].IsFigure)).ToArray())];
        int[] widths = Widths(table, names, cells, room);
        string[] heads = [.. names.Select((name, i) => CellText.Cut(name, widths[i] - CellMargin))];
        foreach (string[] row in cells)
        {
            for (int i = 0; i < row.Length; i++)
                row[i] = CellText.Cut(row[i], widths[i] - CellMargin);
        }
        foreach (int[] block in Blocks(widths, room))
        {
            terminal.Write(Block(table, heads, cells, block));
            if (!isWhole)
                return [.. names.Skip(block[^1] + 1)];
        }
        return [];
    }

    // The longest cells with which all columns stand side by side; or, where those were unreadable, with which each stands beside the first.
    private static int[] Widths(AnswerTable table, string[] names, string[][] cells, int room)
    {
        int[] figures = [.. names.Select((_, i) => TableText.IsLeft(table.Columns[i]) ? 0 : Math.Min(LongestCell, Widest(cells, i)))];
        int[] natural = [.. names.Select((name, i) => Math.Max(Widest(cells, i), Drawn(name)))];
        for (int longest = LongestCell; longest >= ReadableCell; longest--)
        {
            if (With(longest) is var widths && widths.Sum() <= room)
                return widths;
        }
        for (int longest = LongestCell; longest > LeastCell; longest--)
        {
            if (With(longest) is var widths && widths[0] + widths.Skip(1).DefaultIfEmpty().Max() <= room)
                return widths;
        }
        int first = Math.Min(With(LeastCell)[0], Math.Max(LeastCell + CellMargin, room / 2));
        return [.. With(LeastCell).Select((width, i) => i == 0 ? first : Math.Min(width, Math.Max(LeastCell + CellMargin, room - first)))];

        int[] With(int longest) => [.. natural.Select((width, i) => Math.Max(Math.Min(width, longest), figures[i]) + CellMargin)];
    }

    private static int Widest(string[][] cells, int column) => cells.Select(row => Drawn(row[column])).DefaultIfEmpty().Max();

    // Emoji that are made of several are wider to the terminal's own tables than terminals draw them.
    private static int Drawn(string text) => Math.Max(CellText.Width(text), new Segment(text).CellCount());

    private static Table Block(AnswerTable table, string[] heads, string[][] cells, int[] columns)
    {
        var block = new Table { Border = TableBorder.Simple, BorderStyle = new Style(decoration: Decoration.Dim) };
        foreach (int i in columns)
        {
            block.AddColumn(new TableColumn(new Text(heads[i], new Style(decoration: Decoration.Bold)))
            {
                Alignment = TableText.IsLeft(table.Columns[i]) ? Justify.Left : Justify.Right,
                NoWrap = true,
            });
        }
        foreach (var row in cells)
            block.AddRow(columns.Select(i => new Text(row[i])));
        return block;
    }

    private static IEnumerable<int[]> Blocks(int[] widths, int width)
    {
        var block = new List<int> { 0 };
        int used = widths[0];
        for (int i = 1; i < widths.Length; i++)
        {
            if (used + widths[i] > width && block.Count > 1)
            {
                yield return [.. block];
                (block, used) = ([0], widths[0]);
            }
            block.Add(i);
            used += widths[i];
        }
        yield return [.. block];
    }
}
