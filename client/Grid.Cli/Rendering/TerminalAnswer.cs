using Grid.Statistics;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Answers on a terminal: ruled tables, correlations shaded by strength, histograms as bars.</summary>
internal static class TerminalAnswer
{
    public static void Write(Answer answer, IAnsiConsole terminal)
    {
        switch (answer)
        {
            case CorrelationAnswer correlation:
                terminal.Write(CorrelationGrid.Of(correlation));
                break;
            case HistogramAnswer histogram:
                terminal.Write(Bars(histogram));
                break;
            default:
                foreach (var table in AnswerText.Sections(answer))
                    TerminalTable.Write(table, terminal);
                break;
        }
        if (AnswerText.Note(answer) is { } note)
            terminal.Write(new Text(note + "\n", new Style(decoration: Decoration.Dim)));
    }

    private static Table Bars(HistogramAnswer histogram)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(new TableColumn("from") { Alignment = Justify.Right, NoWrap = true });
        table.AddColumn(new TableColumn("to") { Alignment = Justify.Right, NoWrap = true });
        table.AddColumn(new TableColumn("count") { Alignment = Justify.Right, NoWrap = true });
        table.AddColumn(new TableColumn("bar") { NoWrap = true });
        foreach (var (from, to, count, bar) in HistogramBars.Rows(histogram))
            table.AddRow(new Text(from), new Text($"– {to}"), new Text(count), new Text(bar, new Style(Color.SteelBlue1)));
        return table;
    }
}
