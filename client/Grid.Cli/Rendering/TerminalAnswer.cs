using Grid.Query;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Answers on a terminal: ruled tables, correlations shaded by strength, histograms as bars.</summary>
internal static class TerminalAnswer
{
    private const int LongestName = 30; // of a column that was left out

    public static void Write(Answer answer, IAnsiConsole terminal, RowChoice? rows = null)
    {
        int shown = (rows ?? RowChoice.None).Shown;
        string? hint = null;
        switch (answer)
        {
            case CorrelationAnswer { Columns.Count: > 0 } correlation:
                foreach (var strip in CorrelationGrid.Of(correlation, terminal.Profile.Width))
                    terminal.Write(strip);
                break;
            case HistogramAnswer histogram:
                foreach (var (bin, bar) in HistogramBars.Lines(histogram, terminal.Profile.Width - 1))
                {
                    terminal.Write(new Text(bin));
                    terminal.Write(new Text(bar + "\n", new Style(Color.SteelBlue1)));
                }
                break;
            case HeadAnswer head:
                if (TerminalTable.Write(head.ToTable(), terminal, isWhole: false) is { Count: > 0 } left)
                    hint = $"{Figures.Counted(left.Count, "more column")}: {CellText.Cut(string.Join(", ", left.Select(name => CellText.Cut(name, LongestName))), 120)}; --output csv has {(left.Count == 1 ? "it" : "them")}";
                break;
            case GroupByAnswer or ValueCountsAnswer or MissingAnswer or UniqueAnswer:
                var all = answer.ToTable();
                TerminalTable.Write(all.Take(shown), terminal);
                if (all.Rows.Count > shown)
                    hint = $"the first {shown:N0} of {Figures.Counted(all.Rows.Count, "row")}; --all shows all, --limit N some, --sort COLUMN others first, --output csv is a table to go on with";
                break;
            default:
                foreach (var table in AnswerText.Sections(answer))
                    TerminalTable.Write(table, terminal);
                break;
        }
        // How many groups there are beyond a limit nobody has counted.
        string? below = answer is GroupByAnswer { IsExact: true } groups && groups.Groups.Count == rows?.Limit ? $"{(rows.Limit == 1 ? "the first group" : $"the first {rows.Limit:N0} groups")} (--limit {rows.Limit})" : AnswerText.Note(answer);
        foreach (string? note in new[] { hint, below })
        {
            if (note is not null)
                terminal.Write(new Text(note + "\n", new Style(decoration: Decoration.Dim)));
        }
    }
}
