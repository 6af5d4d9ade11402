using Grid.Statistics;

namespace Grid.Cli;

/// <summary>Writes an answer to the output in the form asked for.</summary>
internal static class AnswerOutput
{
    public static void Write(Answer answer, OutputFormat format, CliConsole console)
    {
        switch (format)
        {
            case OutputFormat.Json:
                console.Out.WriteLine(JsonAnswer.Of(answer));
                break;
            case OutputFormat.Csv:
                CsvAnswer.Write(answer.ToTable(), console.Out);
                break;
            case OutputFormat.Arrow:
                using (var output = console.OpenOut())
                    ArrowAnswer.Write(answer.ToTable(), output);
                break;
            case OutputFormat.Table when console.OutTerminal is { } terminal:
                TerminalAnswer.Write(answer, terminal);
                break;
            default:
                console.Out.Write(answer is HistogramAnswer histogram ? HistogramBars.Text(histogram) : answer.ToString());
                break;
        }
    }
}
