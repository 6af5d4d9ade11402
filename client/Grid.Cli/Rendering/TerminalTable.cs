using Grid.Statistics;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>A table on a terminal. One that is too wide goes on below with its first column repeated, rather than with broken figures.</summary>
internal static class TerminalTable
{
    private const int CellMargin = 3; // the spaces around a cell

    public static void Write(AnswerTable table, IAnsiConsole terminal)
    {
        string[][] cells = [.. table.Rows.Select(row => row.Select((value, i) => FigureText.Of(value, table.Columns[i].IsFigure)).ToArray())];
        int[] widths = [.. table.Columns.Select((column, i) => cells.Select(row => row[i]).Append(column.Name).Max(text => text.Length) + CellMargin)];
        foreach (int[] block in Blocks(widths, terminal.Profile.Width - 1))
            terminal.Write(Block(table, cells, block));
    }

    private static Table Block(AnswerTable table, string[][] cells, int[] columns)
    {
        var block = new Table { Border = TableBorder.Simple, BorderStyle = new Style(decoration: Decoration.Dim) };
        foreach (int i in columns)
        {
            block.AddColumn(new TableColumn(new Text(table.Columns[i].Name, new Style(decoration: Decoration.Bold)))
            {
                Alignment = AnswerText.IsLeft(table.Columns[i]) ? Justify.Left : Justify.Right,
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
