using System.CommandLine;
using System.Globalization;
using Grid.Client;
using Grid.Grains;
using Grid.Sources;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>The commands that run a cluster of silos on this machine, and keep datasets in it.</summary>
internal static class ClusterCommands
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    public static IEnumerable<Command> Create(CliConsole console) =>
        [Up(console), Down(console), Scale(console), Status(console), Load(console), Datasets(console), Drop(console)];

    private static Command Up(CliConsole console)
    {
        var silos = Options.Number("--silos", "how many silos", 1, 256, 3);
        var memory = SizeOption.Create("--memory", "how much each silo may hold, e.g. 2GB; its share of the machine unless said otherwise");
        var threads = Options.Number("--threads", "compute threads of each silo", 1, 1024, Environment.ProcessorCount);
        var detach = new Option<bool>("--detach") { Description = "return once the silos are ready, and leave them running" };
        var cluster = ClusterFolderOption.Create();
        var cache = new CacheOptions();
        var command = new Command("up", "Starts a cluster of silos on this machine.") { silos, memory, threads, detach, cluster };
        cache.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            string folder = ClusterFolderOption.ReadFolder(parsed, cluster);
            int count = parsed.GetValue(silos);
            long budget = parsed.GetValue(memory) ?? new GridSiloOptions().MemoryBudget / count;
            if (TooMuch(count, budget, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } note)
                console.Error.WriteLine(note);
            var (cacheFolder, cacheBytes) = cache.Read(parsed);
            if (cacheFolder is { Length: > 0 })
                ColumnCache.Check(cacheFolder = Path.GetFullPath(cacheFolder));
            using (ClusterTurn.Take(folder))
            {
                if (ClusterControl.Silos(folder).Count > 0)
                    throw new UsageException($"the cluster in {folder} is running already; 'grid scale N' changes how many silos it has");
                await ClusterControl.StartAsync(folder, count, new SiloResources(budget, parsed.GetValue(threads), cacheFolder, cacheBytes), cancellation);
            }
            console.Out.WriteLine($"{(count == 1 ? "1 silo is" : $"{count} silos are")} up, {(count == 1 ? "" : "each ")}with {Figures.Size(budget)}, in {folder}");
            var up = ClusterControl.Silos(folder);
            foreach (string line in ClusterTables.Doors(NamedSilo.DashboardOf(up), NamedSilo.FlightOf(up)))
                console.Out.WriteLine(line);
            console.Flush();
            if (!parsed.GetValue(detach))
                await WatchAsync(folder, console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    /// <summary>Says that silos may hold more than the machine has, which would end them; null where they may not.</summary>
    internal static string? TooMuch(int silos, long budget, long machine) => (double)silos * budget <= machine ? null
        : $"note: {(silos == 1 ? "the silo may" : $"{silos} silos may")} hold {Figures.Size((double)silos * budget)}{(silos == 1 ? "" : " together")}, and this machine has {Figures.Size(machine)} of memory: tables beyond that would end them (--memory)";

    private static Command Down(CliConsole console)
    {
        var cluster = ClusterFolderOption.Create();
        var command = new Command("down", "Ends the cluster; its datasets are loaded again when it is next up.") { cluster };
        command.SetAction(async (parsed, cancellation) =>
        {
            string folder = ClusterFolderOption.ReadFolder(parsed, cluster);
            int silos = await ClusterControl.StopAsync(folder, null, cancellation);
            console.Out.WriteLine(silos == 0 ? "no silo was running" : silos == 1 ? "1 silo is down" : $"{silos} silos are down");
            if (silos > 0 && ClusterControl.WhyUnwritable(folder) is { } why)
                console.Error.WriteLine($"note: {folder} cannot be written ({ExitCode.OneLine(why)}): silos that could not leave in order were killed; datasets are loaded again all the same");
            return ExitCode.Answered;
        });
        return command;
    }

    private static Command Scale(CliConsole console)
    {
        var silos = new Argument<int>("N") { Description = "how many silos there shall be" };
        silos.Validators.Add(result =>
        {
            // A word that is no number at all has no value to ask for.
            if (result.Tokens is not [var token] || !int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int count) || count is < 1 or > 256)
                result.AddError("N: expected a whole number from 1 to 256; 'grid down' ends the cluster");
        });
        var cluster = ClusterFolderOption.Create();
        var command = new Command("scale", "Starts more silos, or drains some; the youngest leave first.") { silos, cluster };
        command.SetAction(async (parsed, cancellation) =>
        {
            string folder = ClusterFolderOption.ReadFolder(parsed, cluster);
            int wanted = parsed.GetValue(silos);
            SiloResources each;
            await using (var grid = await GridClient.ConnectAsync(folder, cancellation))
                each = SiloResources.Of(grid.ClusterSettings, Environment.ProcessorCount);
            long budget = each.Memory;
            using var turn = ClusterTurn.Take(folder);
            var there = ClusterControl.Silos(folder).Where(s => !s.IsLeaving).ToArray();
            if (there.Length < wanted)
                await ClusterControl.StartAsync(folder, wanted - there.Length, each, cancellation);
            else if (there.Sum(s => s.Bytes - s.Reclaimable) is var held && held > wanted * budget)
                throw new UsageException($"what the silos hold, {Figures.Size(held)}, does not fit {Figures.Counted(wanted, "silo")} of {Figures.Size(budget)}{(wanted == 1 ? "" : " each")}; drop datasets first, or keep more silos");
            else if (there.Length > wanted)
                await ClusterControl.StopAsync(folder, there.Skip(wanted).Select(s => s.Process).ToHashSet(), cancellation);
            console.Out.WriteLine(wanted == 1 ? "1 silo is up" : $"{wanted} silos are up");
            return ExitCode.Answered;
        });
        return command;
    }

    private static Command Status(CliConsole console)
    {
        var (cluster, output) = (ClusterFolderOption.Create(), Options.Output());
        var command = new Command("status", "Tells of the cluster's silos and datasets.") { cluster, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var grid = await ClusterFolderOption.ConnectAsync(parsed, cluster, console, cancellation);
            var status = await grid.StatusAsync(cancellation);
            if (IsJson(parsed.GetValue(output)))
                console.Out.WriteLine(ClusterJson.Of(status));
            else if (console.OutTerminal is { } terminal)
                terminal.Write(ClusterTables.WithListeners(status, terminal.Profile.Width));
            else
                console.Out.Write(ClusterTables.Text(status));
            return ExitCode.Answered;
        });
        return command;
    }

    private static Command Load(CliConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "the name under which the dataset is asked" };
        var paths = new Argument<string[]>("PATHS") { Description = "files, folders or globs, on disk or in S3 (s3://bucket/key), or addresses (https://…)", Arity = ArgumentArity.OneOrMore };
        var wait = new Option<bool>("--wait") { Description = "follow the load to its end" };
        var inMemory = new Option<bool>("--in-memory") { Description = "refuse what does not fit in the silos' memory, instead of reading partitions when they are asked for" };
        var cluster = ClusterFolderOption.Create();
        var csv = new CsvInput();
        var command = new Command("load", "Loads files of CSV, JSON, Parquet or Arrow into the cluster, and returns while that goes on.") { name, paths, wait, inMemory, cluster };
        csv.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(name) is "-" or "")
                throw new UsageException($"NAME '{parsed.GetValue(name)}': expected the name of the dataset, as in 'grid load trips {parsed.GetValue(paths)![^1]}'");
            DatasetArgument.Check("NAME", parsed.GetValue(name)!);
            await using var grid = await ClusterFolderOption.ConnectAsync(parsed, cluster, console, cancellation);
            var frame = await grid.LoadCsvAsync(parsed.GetValue(name)!, parsed.GetValue(paths)!, csv.Read(parsed), parsed.GetValue(inMemory), cancellation);
            if (parsed.GetValue(wait))
            {
                await LoadDisplay.RunAsync(frame, console, quiet: false, cancellation);
                NoteDisplay.Write(frame, console, $"{parsed.GetValue(name)} --cluster");
            }
            console.Out.WriteLine(parsed.GetValue(wait)
                ? $"'{parsed.GetValue(name)}' is loaded: {Figures.Counted(frame.Load.Rows, "row")} in {Figures.Counted(frame.Partitions, "partition")}"
                : $"loading {Figures.Size(frame.SourceBytes)} in {Figures.Counted(frame.Partitions, "partition")} as '{parsed.GetValue(name)}'; 'grid datasets' tells how far it is");
            return ExitCode.Answered;
        });
        return command;
    }

    private static Command Datasets(CliConsole console)
    {
        var (cluster, output) = (ClusterFolderOption.Create(), Options.Output());
        var command = new Command("datasets", "Lists the cluster's datasets.") { cluster, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var grid = await ClusterFolderOption.ConnectAsync(parsed, cluster, console, cancellation);
            var datasets = await grid.DatasetsAsync(cancellation);
            if (!IsJson(parsed.GetValue(output)) && console.OutTerminal is { } terminal)
                terminal.Write(ClusterTables.Of(datasets, terminal.Profile.Width));
            else
                console.Out.Write(IsJson(parsed.GetValue(output)) ? ClusterJson.Of(datasets) + Environment.NewLine : ClusterTables.Text(datasets));
            return ExitCode.Answered;
        });
        return command;
    }

    private static Command Drop(CliConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "the dataset" };
        var cluster = ClusterFolderOption.Create();
        var command = new Command("drop", "Frees a dataset of the cluster, and forgets it.") { name, cluster };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var grid = await ClusterFolderOption.ConnectAsync(parsed, cluster, console, cancellation);
            await grid.DropDatasetAsync(parsed.GetValue(name)!, cancellation);
            console.Out.WriteLine($"'{parsed.GetValue(name)}' is dropped");
            return ExitCode.Answered;
        });
        return command;
    }

    private static bool IsJson(OutputFormat format) => format switch
    {
        OutputFormat.Table => false,
        OutputFormat.Json => true,
        _ => throw new UsageException($"--output {format.ToString().ToLowerInvariant()}: expected table or json"),
    };

    // A view keeps its lines as wide as they ever were, and what was drawn has wrapped in a terminal that was made narrower: another view starts there.
    private static async Task WatchAsync(GridClient grid, IAnsiConsole terminal, CancellationToken cancellation)
    {
        int width = terminal.Profile.Width;
        await terminal.Live(ClusterTables.Of(await grid.StatusAsync(cancellation), width)).StartAsync(async live =>
        {
            while (terminal.Profile.Width == width)
            {
                live.UpdateTarget(ClusterTables.Of(await grid.StatusAsync(cancellation), width));
                await Task.Delay(Pace, cancellation);
            }
        });
        terminal.Clear();
    }

    // Ctrl-C is how this command ends, and the cluster with it.
    private static async Task WatchAsync(string folder, CliConsole console, CancellationToken cancellation)
    {
        try
        {
            await using var grid = await GridClient.ConnectAsync(folder, cancellation);
            if (console.OutTerminal is not { } terminal)
                await Task.Delay(Timeout.Infinite, cancellation);
            else
                while (true)
                    await WatchAsync(grid, terminal, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await ClusterControl.StopAsync(folder, null, CancellationToken.None);
        }
    }
}
