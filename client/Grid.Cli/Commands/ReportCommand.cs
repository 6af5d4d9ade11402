using System.CommandLine;
using Grid.Client;
using Grid.Query;
using Grid.Report;

namespace Grid.Cli;

/// <summary><c>grid report</c>: a table, or two beside each other, as one page that opens in a browser without a network.</summary>
internal static class ReportCommand
{
    public static Command Create(CliConsole console)
    {
        var output = new Option<string>("--out") { Description = "the page to write; a report that is there is replaced", HelpName = "FILE.html", Required = true };
        var title = new Option<string?>("--title") { Description = "what the report calls the table; its path unless said otherwise", HelpName = "TEXT" };
        var compare = new Option<string[]>("--compare") { Description = "another table, to be shown beside", HelpName = "PATH" };
        var table = new TableOptions();
        var command = new Command("report", "Writes a page of a table: what it is, warnings first, each column, correlations, rows.") { output, title, compare };
        table.AddTo(command, answers: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = table.Read(parsed);
            await RunAsync(request, parsed.GetValue(compare) ?? [], parsed.GetValue(title) ?? string.Join(", ", request.Paths), parsed.GetValue(output)!, console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(TableRequest request, string[] other, string title, string output, CliConsole console, CancellationToken cancellation)
    {
        TableReport.CheckPlace(output); // what cannot be written is told before files are looked at
        await using var grid = await request.OpenAsync(console, cancellation);
        var frame = await LoadAsync(request, grid, console, cancellation);
        long bytes = other.Length == 0
            ? await ShownAsync(progress => TableReport.WriteAsync(frame, title, output, progress, cancellation), console)
            : await CompareAsync(request with { Paths = other }, grid, frame, title, output, console, cancellation);
        console.Out.WriteLine($"{Figures.Size(bytes)} in {output}");
    }

    private static async Task<long> CompareAsync(TableRequest request, GridClient grid, GridFrame frame, string title, string output, CliConsole console, CancellationToken cancellation)
    {
        var other = await LoadAsync(request, grid, console, cancellation);
        return await ShownAsync(progress => TableReport.CompareAsync(frame, title, other, string.Join(", ", request.Paths), output, progress, cancellation), console);
    }

    private static Task<long> ShownAsync(Func<IProgress<double>, Task<long>> ask, CliConsole console) => WorkDisplay.RunAsync("asking", ask, share => share, null, console);

    private static async Task<GridFrame> LoadAsync(TableRequest request, GridClient grid, CliConsole console, CancellationToken cancellation)
    {
        var source = await request.ReadAsync(grid, cancellation);
        var others = await request.ReadOthersAsync(grid, cancellation);
        var frame = request.Transform(source, others);
        frame.Check(new HeadQuestion(1));
        await request.LoadOthersAsync(others, console, cancellation);
        await LoadDisplay.RunAsync(source, console, quiet: request.Timings || request.Cluster is not null, cancellation);
        request.TellNotes(source, console);
        await request.PrepareAsync(frame, console, cancellation);
        return frame;
    }
}
