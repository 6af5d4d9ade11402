using System.CommandLine;
using Grid.Client;

namespace Grid.Cli;

/// <summary><c>grid demo</c>: makes a sample and walks through a session on it, saying at each step the command that does it.</summary>
internal static class DemoCommand
{
    public static Command Create(CliConsole console)
    {
        var rows = Options.Number("--rows", "how many trips the sample has", 1000, long.MaxValue, 1_000_000);
        var keep = new Option<bool>("--keep") { Description = "leave the sample where it is, to go on with it" };
        var threads = Options.Threads();
        var command = new Command("demo", "Makes a sample and walks through a session on it.") { rows, keep, threads };
        command.SetAction(async (parsed, cancellation) =>
        {
            await RunAsync(parsed.GetValue(rows), parsed.GetValue(keep), parsed.GetValue(threads), console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(long rows, bool keep, int threads, CliConsole console, CancellationToken cancellation)
    {
        var text = new DemoText(console);
        string folder = Path.Combine(Path.GetTempPath(), $"grid-demo-{Path.GetRandomFileName().AsSpan(0, 8)}");
        bool kept = false;
        try
        {
            text.Say("In this session, grid stands for: dotnet run -c Release --project client/Grid.Cli --");
            text.Step("A sample: trips of New York's yellow cabs, made up", $"grid sample taxi --rows {rows} --files 8 --seed 2017 --missing 0.002 {folder}");
            var options = new TaxiSampleOptions(folder, rows, Files: 8, Seed: 2017, Missing: 0.002, threads);
            var (paths, bytes) = await SampleDisplay.RunAsync(options, console, cancellation);
            text.Say($"{rows:N0} trips in {paths.Count} files, {Figures.Size(bytes)}");

            await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, cancellation);
            await ExplorationDemo.RunAsync(grid, folder, console, text, cancellation);
            kept = keep;
        }
        finally
        {
            if (!kept && Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        text.Say(kept ? $"The sample stays in {folder}." : "The sample is removed again; --keep leaves it, to go on with the commands above.");
    }
}
