using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>Writes an answer to the output in the form asked for.</summary>
internal static class AnswerOutput
{
    /// <summary>Refuses bytes that nobody can read where they would go.</summary>
    /// <exception cref="UsageException">They would go to a terminal.</exception>
    public static void Check(OutputFormat format, CliConsole console)
    {
        if (format is OutputFormat.Arrow or OutputFormat.Parquet && console.OutTerminal is not null)
            throw new UsageException($"--output {Name(format)}: these are bytes, and no text for a terminal; send them to a file or a program, such as > answer.{Name(format)}");
    }

    private static string Name(OutputFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>What is in no bin, where the form has no place for that.</summary>
    private static void NoteLeftOut(HistogramAnswer histogram, CliConsole console)
    {
        string[] there = [.. new[] { (histogram.Nulls, "null"), (histogram.NaNs, "NaN"), (histogram.Infinities, "infinite") }.Where(kind => kind.Item1 > 0).Select(kind => $"{kind.Item1:N0} {kind.Item2}")];
        if (there.Length > 0)
            console.Error.WriteLine($"note: in no bin {(histogram.Nulls + histogram.NotFinite == 1 ? "is" : "are")} {string.Join(", ", there[..^1])}{(there.Length > 1 ? " and " : "")}{there[^1]}");
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">The answer, its rows as they were asked for.</param>
    /// <param name="format">The form.</param>
    /// <param name="console">Where to.</param>
    /// <param name="rows">How many of them a terminal shows.</param>
    /// <param name="readBy">How the table was read, and may be read again what CSV is written of it.</param>
    public static void Write(Answer answer, OutputFormat format, CliConsole console, RowChoice? rows = null, CsvOptions? readBy = null)
    {
        if (answer is HistogramAnswer bins && format is not (OutputFormat.Json or OutputFormat.Table))
            NoteLeftOut(bins, console);
        // A table says so below itself, JSON within.
        if (answer is GroupByAnswer { IsExact: false } or AggregateAnswer { IsExact: false } && format is not (OutputFormat.Json or OutputFormat.Table))
            console.Error.WriteLine($"note: {AnswerText.Note(answer)}");
        switch (format)
        {
            case OutputFormat.Json:
                console.Out.WriteLine(JsonAnswer.Of(answer));
                break;
            case OutputFormat.Csv:
                CsvAnswer.Write(answer.ToTable(), console.Out, readBy);
                break;
            case OutputFormat.Arrow or OutputFormat.Parquet:
                BatchOutput.Write(AnswerBatch.Of(answer.ToTable()), format, console);
                break;
            case OutputFormat.Table when console.OutTerminal is { } terminal:
                TerminalAnswer.Write(answer, terminal, rows ?? RowChoice.None);
                break;
            default:
                console.Out.Write(answer is HistogramAnswer histogram ? HistogramBars.Text(histogram) : answer.ToString());
                break;
        }
    }
}
