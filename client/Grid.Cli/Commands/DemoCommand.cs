using System.CommandLine;
using Grid.Client;
using Grid.Samples;

namespace Grid.Cli;

/// <summary><c>grid demo</c>: walks through a session, saying at each step the command that does it: a look at made-up trips, then a search of models for handwritten digits.</summary>
internal static class DemoCommand
{
    public static Command Create(CliConsole console)
    {
        var rows = Options.Number("--rows", "how many trips there are to explore", 1000, long.MaxValue, 1_000_000);
        var keep = new Option<bool>("--keep") { Description = "leave the samples where they are, to go on with them" };
        var threads = Options.Threads();
        var command = new Command("demo", "Walks through a session: explores a sample, then searches models for another.") { rows, keep, threads };
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
        string trips = Path.Combine(folder, "trips");
        bool kept = false;
        try
        {
            text.Say("In this session, grid stands for: dotnet run -c Release --project client/Grid.Cli --");
            text.Step("A sample: trips of New York's yellow cabs, made up", $"grid sample taxi --rows {rows} --files 8 --seed 2017 --missing 0.002 {trips}");
            var options = new TaxiSampleOptions(trips, rows, Files: 8, Seed: 2017, Missing: 0.002, threads);
            var (paths, bytes) = await SampleDisplay.RunAsync(options, console, cancellation);
            text.Say($"{rows:N0} trips in {paths.Count} files, {Figures.Size(bytes)}");

            await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, cancellation);
            await ExplorationDemo.RunAsync(grid, trips, console, text, cancellation);
            await SearchDemo.RunAsync(grid, Path.Combine(folder, "digits.csv"), console, text, cancellation);
            kept = keep;
        }
        finally
        {
            if (!kept && Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        text.Say(kept ? $"The samples stay in {folder}." : "The samples are removed again; --keep leaves them, to go on with the commands above.");
    }
}
