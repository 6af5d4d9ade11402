using Grid.Query;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>
/// A table on a terminal. Where it is too wide, the columns that fit are shown and the others counted; or it goes on below with
/// its first column repeated. Figures are never broken.
/// </summary>
internal static class TerminalTable
{
    private const int CellMargin = 3; // the spaces around a cell
    private const int LongestCell = 60;

    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="isWhole">Whether what does not fit goes on below.</param>
    /// <returns>The names of the columns that were left out.</returns>
    public static IReadOnlyList<string> Write(AnswerTable table, IAnsiConsole terminal, bool isWhole = true)
    {
        int room = terminal.Profile.Width - 1, longest = Math.Max(8, Math.Min(LongestCell, room - CellMargin));
        string[] heads = [.. table.Columns.Select(column => CellText.Cut(CellText.Clean(column.Name), longest))];
        string[][] cells = [.. table.Rows.Select(row => row.Select((value, i) => CellText.Cut(FigureText.Of(value, table.Columns[i].IsFigure), longest)).ToArray())];
        int[] widths = [.. heads.Select((head, i) => cells.Select(row => row[i]).Append(head).Max(CellText.Width) + CellMargin)];
        foreach (int[] block in Blocks(widths, room))
        {
            terminal.Write(Block(table, heads, cells, block));
            if (!isWhole)
                return [.. heads.Skip(block[^1] + 1)];
        }
        return [];
    }

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
            // A column that does not even fit beside the first is cut by the terminal's own table; there is always one more.
            block.Add(i);
            used += widths[i];
        }
        yield return [.. block];
    }
}
