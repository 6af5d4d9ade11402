using System.CommandLine;
using Grid.Samples;

namespace Grid.Cli;

/// <summary><c>grid sample</c>: data to try things on.</summary>
internal static class SampleCommand
{
    public static Command Create(CliConsole console)
    {
        var folder = new Argument<string>("OUT") { Description = "the folder to write to; files are not replaced" };
        var rows = Options.Number("--rows", "how many trips in all", 1, long.MaxValue, 1_000_000);
        var files = Options.Number("--files", "how many files they are spread over", 1, 1000, 8);
        var seed = Options.Number("--seed", "what all numbers follow from", 0UL, ulong.MaxValue, 2017UL);
        var missing = Options.Number("--missing", "the share of cells left blank", 0.0, 1, 0);
        var threads = Options.Threads();
        var taxi = new Command("taxi", "Writes trips of New York's yellow cabs in the TLC's 2017 schema, made up; same seed, same bytes.")
        {
            folder, rows, files, seed, missing, threads,
        };
        taxi.SetAction(async (parsed, cancellation) =>
        {
            var options = new TaxiSampleOptions(
                Place(parsed.GetValue(folder)!), parsed.GetValue(rows), parsed.GetValue(files), parsed.GetValue(seed), parsed.GetValue(missing), parsed.GetValue(threads));
            var (paths, bytes) = await SampleDisplay.RunAsync(options, console, cancellation);
            console.Out.WriteLine($"{options.Rows:N0} trips in {paths.Count} file{(paths.Count == 1 ? "" : "s")}, {Figures.Size(bytes)}, in {options.Folder}");
            return ExitCode.Answered;
        });
        return new Command("sample", "Makes sample data.") { taxi, Zones(console), Digits(console) };
    }

    private static Command Zones(CliConsole console)
    {
        var place = new Argument<string>("OUT") { Description = "the file to write to (*.csv), or a folder for zones.csv; another file is not replaced" };
        var zones = new Command("zones", "Writes New York's taxi zones and their boroughs, for joins with trips.") { place };
        zones.SetAction(async (parsed, cancellation) =>
        {
            console.Out.WriteLine(await ZonesSample.WriteAsync(parsed.GetValue(place)!, cancellation));
            return ExitCode.Answered;
        });
        return zones;
    }

    // Of what is no name, a folder would be made.
    private static string Place(string named) =>
        string.IsNullOrWhiteSpace(named) ? throw new UsageException($"OUT '{named}': expected the name of a file or a folder")
        : named == "-" ? throw new UsageException("OUT -: a sample is written into files, and not to the output; name a file or a folder (./- is one of that name)")
        : named.Contains("://", StringComparison.Ordinal) ? throw new UsageException($"OUT {named}: a sample is written to this machine; name a file or a folder")
        : named;

    private static Command Digits(CliConsole console)
    {
        var place = new Argument<string>("OUT") { Description = "the file to write to (*.csv), or a folder for digits.csv; another file is not replaced" };
        var digits = new Command("digits", $"Writes 1,797 images of handwritten digits ({DigitsSample.Source}).") { place };
        digits.SetAction(async (parsed, cancellation) =>
        {
            console.Out.WriteLine(await DigitsSample.WriteAsync(Place(parsed.GetValue(place)!), cancellation));
            return ExitCode.Answered;
        });
        return digits;
    }
}
