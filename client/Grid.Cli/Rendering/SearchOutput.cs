using Grid.Learning;
using Grid.Query;
using Grid.Report;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Writes the table of a search in the form asked for; for people the best, the top rows and a heat map.</summary>
internal static class SearchOutput
{
    private const int TopRows = 10;

    /// <param name="results">The table.</param>
    /// <param name="axes">The parameters of the heat map, across and down; null for the two that matter most.</param>
    /// <param name="format">The form.</param>
    /// <param name="console">Where to write.</param>
    /// <param name="judged">How the best does on rows that were held out; null where none were.</param>
    public static void Write(SearchResults results, (string Across, string Down)? axes, OutputFormat format, CliConsole console, Evaluation? judged = null)
    {
        string? test = judged is null ? null : Test(judged, results);
        switch (format)
        {
            case OutputFormat.Json:
                console.Out.WriteLine(SearchJson.Of(results, judged));
                break;
            case OutputFormat.Csv:
                CsvAnswer.Write(SearchTable.Of(results), console.Out);
                break;
            case OutputFormat.Arrow or OutputFormat.Parquet:
                BatchOutput.Write(AnswerBatch.Of(SearchTable.Of(results)), format, console);
                break;
            case OutputFormat.Table when console.OutTerminal is { } terminal:
                OnTerminal(results, HeatMap.Of(results, axes), test, terminal);
                break;
            default:
                AsText(results, HeatMap.Of(results, axes), test, console.Out);
                break;
        }
        // Tables of candidates alone have no room for it.
        if (test is not null && format is not (OutputFormat.Table or OutputFormat.Json))
            console.Error.WriteLine(test);
        foreach (string note in NotScored(results))
            console.Error.WriteLine($"note: {ExitCode.OneLine(note)}");
    }

    private static void OnTerminal(SearchResults results, HeatMap? map, string? test, IAnsiConsole terminal)
    {
        foreach (string line in BrokenText.At("; ", Best(results), terminal.Profile.Width - 1))
            terminal.Write(new Text(line + "\n", new Style(Color.Green, decoration: Decoration.Bold)));
        if (test is not null)
            terminal.Write(new Text(test + "\n", new Style(Color.Green)));
        TerminalTable.Write(SearchTable.Top(results, TopRows), terminal);
        if (map is not null)
        {
            terminal.Write(new Text(map.Title + "\n", new Style(decoration: Decoration.Bold))); // a table's own title wraps at its width
            foreach (var strip in HeatMapGrid.Of(map, terminal.Profile.Width))
            {
                terminal.Write(strip);
                terminal.WriteLine();
            }
        }
        terminal.Write(new Text(Note(results) + "\n", new Style(decoration: Decoration.Dim)));
    }

    private static void AsText(SearchResults results, HeatMap? map, string? test, TextWriter output)
    {
        output.WriteLine(Best(results));
        if (test is not null)
            output.WriteLine(test);
        output.WriteLine();
        output.WriteLine(SearchTable.Top(results, TopRows));
        if (map is not null)
            output.WriteLine(HeatMapText.Of(map));
        output.WriteLine(Note(results));
    }

    private static string Best(SearchResults results)
    {
        if (results.Best is not { } best)
            return $"no candidate could be scored by {results.Scoring}";
        return $"best: {results.Scoring} {Figures.Score(best.MeanTestScore)} ± {Figures.Score(best.StdTestScore)} with {best.Candidate}";
    }

    private static string Test(Evaluation test, SearchResults results)
    {
        var scores = results.Scorings.Select(scoring => test.Scores.FirstOrDefault(s => s.Scoring.Name == scoring.Name)).OfType<EvaluatedScore>();
        return $"test: {string.Join(", ", scores.Select(s => $"{s.Scoring} {(s.Fault is null ? Figures.Score(s.Value) : "not defined")}"))} on {Figures.Counted(test.Rows, "row")} held out";
    }

    // Once a reason: of many candidates the one that is named stands for all.
    private static IEnumerable<string> NotScored(SearchResults results) =>
        from row in results.Candidates
        from score in row.Scores
        where score.Fault is not null
        group row by score.Fault into rows
        select $"not scored: {(rows.Count() == 1 ? "" : $"{rows.Count():N0} candidates, such as ")}{rows.First().Candidate}: {rows.Key}";

    private static string Note(SearchResults results)
    {
        int count = results.Candidates.Count, splits = results.Splits;
        return $"{count:N0} candidate{(count == 1 ? "" : "s")} on {splits} splits{(count > TopRows ? $", the {TopRows} best shown" : "")}";
    }
}
