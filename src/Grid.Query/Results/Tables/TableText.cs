using System.Text;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Tables as aligned text.</summary>
public static class TableText
{
    /// <summary>A table with its columns aligned: texts to the left, all else to the right.</summary>
    public static string Of(AnswerTable table)
    {
        int columns = table.Columns.Count;
        var cells = new List<string[]> { table.Columns.Select(c => CellText.Clean(c.Name)).ToArray() };
        cells.AddRange(table.Rows.Select(row => row.Select((value, i) => FigureText.Of(value, table.Columns[i].IsFigure)).ToArray()));
        int[] widths = [.. Enumerable.Range(0, columns).Select(i => cells.Max(row => CellText.Width(row[i])))];
        var text = new StringBuilder();
        foreach (var row in cells)
        {
            for (int i = 0; i < columns; i++)
            {
                var padding = new string(' ', widths[i] - CellText.Width(row[i]));
                bool last = i == columns - 1;
                if (IsLeft(table.Columns[i]))
                    text.Append(row[i]).Append(last ? "" : padding);
                else
                    text.Append(padding).Append(row[i]);
                text.Append(last ? "" : "  ");
            }
            text.Append(Environment.NewLine);
        }
        return text.ToString();
    }

    /// <summary>Whether a column's cells start at its left edge.</summary>
    public static bool IsLeft(AnswerColumn column) => !column.IsFigure && column.Type == LogicalType.Text;
}
