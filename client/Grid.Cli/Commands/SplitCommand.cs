using System.CommandLine;
using Grid.Client;
using Grid.Sources;

namespace Grid.Cli;

/// <summary><c>grid split</c>: the rows of a table, parted at random into two files.</summary>
internal static class SplitCommand
{
    public static Command Create(CliConsole console)
    {
        var test = new Option<string>("--test") { Description = "the rows for the test: a share such as 0.2, rounded up, or a number such as 1000", HelpName = "N", DefaultValueFactory = _ => "0.25" };
        var stratify = new Option<string?>("--stratify") { Description = "a column of whose values both parts have the same shares", HelpName = "COLUMN" };
        var seed = new Option<long>("--seed") { Description = "which draw: the same rows for the same seed, however the table is stored", HelpName = "N" };
        var train = new Option<string>("--train-out") { Description = "where the rows for training go (.csv, .parquet, .arrow, .jsonl, …; a folder of parts where it ends with a slash)", HelpName = "OUT", Required = true };
        var testOut = new Option<string>("--test-out") { Description = "where the rows for the test go", HelpName = "OUT", Required = true };
        var overwrite = new Option<bool>("--overwrite") { Description = "replace what stands there, once all of a part is written" };
        var table = new TableOptions();
        var command = new Command("split", "Parts the rows of a table at random into one for training and one for the test.") { test, stratify, seed, train, testOut, overwrite };
        table.AddTo(command, answers: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = table.Read(parsed);
            var options = new SaveOptions { Overwrite = parsed.GetValue(overwrite), ReadBy = request.Csv };
            string[] places = [parsed.GetValue(train)!, parsed.GetValue(testOut)!];
            if (places.Contains("-") || Path.GetFullPath(places[0]) == Path.GetFullPath(places[1]))
                throw new UsageException($"--train-out {places[0]} and --test-out {places[1]}: expected two files, one for each part");
            await RunAsync(request, frame => Split(frame, parsed.GetValue(test)!, parsed.GetValue(seed), parsed.GetValue(stratify)), places, options, console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static GridFrame[] Split(GridFrame frame, string test, long seed, string? stratify)
    {
        double size = TestSize.Read(test);
        var (train, tested) = size < 1 ? frame.TrainTestSplit(size, seed, stratify) : frame.TrainTestSplit((long)size, seed, stratify);
        return [train, tested];
    }

    private static async Task RunAsync(
        TableRequest request, Func<GridFrame, GridFrame[]> split, string[] places, SaveOptions options, CliConsole console, CancellationToken cancellation)
    {
        await using var grid = await request.OpenAsync(console, cancellation);
        var source = await request.ReadAsync(grid, cancellation);
        var others = await request.ReadOthersAsync(grid, cancellation);
        var frame = request.Transform(source, others);
        var parts = split(frame);
        for (int i = 0; i < parts.Length; i++)
            await parts[i].CheckSaveAsync(places[i], options, cancellation);
        await request.LoadOthersAsync(others, console, cancellation);
        await LoadDisplay.RunAsync(source, console, quiet: request.Timings || request.Cluster is not null, cancellation);
        request.TellNotes(source, console);
        await request.PrepareAsync(frame, console, cancellation);
        bool isNew = !Path.Exists(places[0]);
        for (int i = 0; i < parts.Length; i++)
        {
            try
            {
                var saved = await SaveDisplay.RunAsync(progress => parts[i].SaveAsync(places[i], options, progress, cancellation), console);
                console.Out.WriteLine($"{Figures.Counted(saved.Rows, "row")} for {(i == 0 ? "training" : "the test")}, {Figures.Size(saved.Bytes)}, in {places[i]}");
            }
            catch (Exception) when (i == 1 && isNew)
            {
                // One part alone is half of what was asked for.
                Remove(places[0]);
                throw;
            }
        }
    }

    private static void Remove(string place)
    {
        if (File.Exists(place))
            File.Delete(place);
        else if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
    }
}
