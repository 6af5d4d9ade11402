using System.CommandLine;

namespace Grid.Cli;

/// <summary><c>grid sample taxi</c>: synthetic data to try things on.</summary>
internal static class SampleCommand
{
    public static Command Create(CliConsole console)
    {
        var folder = new Argument<string>("OUT") { Description = "the folder to write to" };
        var rows = new Option<long>("--rows") { Description = "how many trips in all", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        var files = new Option<int>("--files") { Description = "how many files they are spread over", HelpName = "K", DefaultValueFactory = _ => 8 };
        var seed = new Option<ulong>("--seed") { Description = "what all numbers follow from", HelpName = "S", DefaultValueFactory = _ => 2017 };
        var missing = new Option<double>("--missing") { Description = "the share of cells left blank, 0 to 1", HelpName = "SHARE" };
        var threads = new Option<int?>("--threads") { Description = "how many threads to use (the bytes are the same)", HelpName = "N" };
        var taxi = new Command("taxi", "Writes trips of New York's yellow cabs in the TLC's 2017 schema, made up; same seed, same bytes.")
        {
            folder, rows, files, seed, missing, threads,
        };
        taxi.SetAction(async (parsed, cancellation) =>
        {
            var options = new TaxiSampleOptions(
                parsed.GetValue(folder)!, parsed.GetValue(rows), parsed.GetValue(files), parsed.GetValue(seed), parsed.GetValue(missing),
                parsed.GetValue(threads) ?? Environment.ProcessorCount);
            Check(options.Rows >= 1, "--rows", options.Rows, "at least 1");
            Check(options.Files is >= 1 and <= 1000, "--files", options.Files, "1 to 1000");
            Check(options.Missing is >= 0 and <= 1, "--missing", options.Missing, "a share between 0 and 1");
            Check(options.Threads is >= 1 and <= 1024, "--threads", options.Threads, "1 to 1024");
            await WriteAsync(options, console, cancellation);
            return ExitCode.Answered;
        });
        return new Command("sample", "Makes sample data.") { taxi };
    }

    private static async Task WriteAsync(TaxiSampleOptions options, CliConsole console, CancellationToken cancellation)
    {
        var (paths, bytes) = await TaxiSample.WriteAsync(options, null, cancellation);
        console.Out.WriteLine($"{options.Rows:N0} trips in {paths.Count} files, {Figures.Size(bytes)}, in {options.Folder}");
    }

    private static void Check<T>(bool holds, string option, T value, string expected)
    {
        if (!holds)
            throw new UsageException($"{option} {value}: expected {expected}");
    }
}
