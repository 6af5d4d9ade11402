using Grid.Query;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Grid.Cli;

/// <summary>A table of a cluster's state: short cells, in as many columns as a terminal has room for, and what went wrong in lines below.</summary>
/// <param name="Heads">The columns' heads; the first is always shown.</param>
/// <param name="Dispensable">Heads that go where there is little room, the first of them first.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Faults">What went wrong, a line each, of any length.</param>
internal sealed record ClusterTable(string[] Heads, string[] Dispensable, IReadOnlyList<string[]> Rows, IReadOnlyList<string> Faults)
{
    private const int CellMargin = 3; // the blanks around a cell, and a rule
    private const int LeastName = 8, LongestCell = 16;

    /// <summary>For a terminal of a width.</summary>
    public IRenderable Of(int width)
    {
        var (columns, cells) = Fit(width - 2);
        var table = new Table().Border(TableBorder.Rounded);
        foreach (int i in columns)
            table.AddColumn(new TableColumn(new Text(Heads[i])) { NoWrap = true });
        foreach (string[] row in cells)
            table.AddRow([.. columns.Select(i => new Text(row[i]))]);
        string[] left = [.. Heads.Where((_, i) => !columns.Contains(i))];
        IRenderable[] notes = [.. Faults.Select(fault => new Text(fault, new Style(Color.Red))), .. left.Length == 0 ? [] : new[] { new Text($"no room for {string.Join(", ", left)}; --output json has all", new Style(decoration: Decoration.Dim)) }];
        return notes.Length == 0 ? table : new Rows([table, .. notes]);
    }

    /// <summary>For a file or a pipe: all columns.</summary>
    public string Text()
    {
        var all = Cleaned().Prepend(Heads).ToArray();
        var widths = Heads.Select((_, i) => all.Max(row => CellText.Width(row[i]))).ToArray();
        return string.Concat(
            all.Select(row => string.Join("  ", row.Select((cell, i) => CellText.PadRight(cell, widths[i]))).TrimEnd()).Concat(Faults).Select(line => line + Environment.NewLine));
    }

    private IEnumerable<string[]> Cleaned() => Rows.Select(row => row.Select(CellText.Clean).ToArray());

    private (List<int> Columns, string[][] Cells) Fit(int room)
    {
        string[][] cells = [.. Cleaned()];
        int[] widths = [.. Heads.Select((head, i) => cells.Select(row => CellText.Width(row[i])).Append(head.Length).Max() + CellMargin)];
        var columns = Enumerable.Range(0, Heads.Length).ToList();
        foreach (string head in Dispensable)
        {
            if (columns.Sum(i => widths[i]) <= room)
                break;
            columns.Remove(Array.IndexOf(Heads, head));
        }
        foreach (string[] row in columns.Sum(i => widths[i]) > room ? cells : [])
        {
            for (int i = 1; i < row.Length; i++)
                row[i] = CellText.Cut(row[i], LongestCell);
        }
        widths = [.. Heads.Select((head, i) => cells.Select(row => CellText.Width(row[i])).Append(head.Length).Max() + CellMargin)];
        int name = Math.Max(LeastName, room - columns.Skip(1).Sum(i => widths[i]) - CellMargin);
        foreach (string[] row in cells)
            row[0] = CellText.Cut(row[0], name);
        return (columns, cells);
    }
}
