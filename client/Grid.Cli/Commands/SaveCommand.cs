using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Grid.Client;
using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary><c>grid save</c>: the rows of a table, as they are or transformed, into a file or a folder of parts.</summary>
internal static class SaveCommand
{
    private const string StandardOutput = "-";

    public static Command Create(CliConsole console)
    {
        var columns = Options.List("--columns", "which columns, or expressions; all unless said otherwise", "A,B");
        var format = OptionalWord<TableFormat>("--format", "csv, parquet, arrow or jsonl, where OUT's extension does not say", "FORMAT", TableForm.NameOf);
        var compression = OptionalWord<TableCompression>("--compression", "none, snappy, gzip, zstd or lz4; Parquet takes all (snappy unless said otherwise), Arrow lz4 and zstd, CSV and JSON lines gzip and zstd, as .csv.gz and .csv.zst say too", "HOW", TableForm.NameOf);
        var order = Options.List("--order", "what to sort by: columns or expressions, each up or, with 'desc', down; what is missing comes last, and equals stay in their order", "A,B desc");
        var overwrite = new Option<bool>("--overwrite") { Description = "replace what stands at OUT, once all is written" };
        var into = KeepOptions.Into("in place of OUT, make the rows a dataset of the cluster");
        var table = new TableOptions();
        var command = new Command("save", "Writes the rows of a table as CSV, Parquet, Arrow or JSON lines.") { columns, order, format, compression, overwrite, into };
        table.AddTo(command, answers: false);
        command.Add(new Argument<string?>("OUT")
        {
            Description = "the file to write (.csv, .parquet, .arrow, .jsonl, .csv.gz, …), or a folder of parts where it ends with a slash; s3://bucket/key for a bucket, - for the output",
            Arity = ArgumentArity.ZeroOrOne,
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(into) is { } name)
            {
                var made = table.Read(parsed);
                KeepOptions.CheckName(name, made);
                if (new Option[] { format, compression, overwrite }.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } file)
                    throw new UsageException($"{file.Name} is of a file; leave it out with --into {name}");
                await MakeAsync(made, name, parsed.GetValue(order) ?? [], parsed.GetValue(columns), console, cancellation);
                return ExitCode.Answered;
            }
            var (request, target) = table.ReadWithTarget(parsed);
            var options = new SaveOptions { Format = parsed.GetValue(format), Compression = parsed.GetValue(compression), Overwrite = parsed.GetValue(overwrite), ReadBy = request.Csv };
            await RunAsync(request, target, options, parsed.GetValue(order) ?? [], parsed.GetValue(columns), console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(
        TableRequest request, string target, SaveOptions options, IReadOnlyList<string> order, IReadOnlyList<string>? columns, CliConsole console, CancellationToken cancellation)
    {
        var form = TableForm.Of(target, options); // what cannot be written is told before files are looked at
        if (target == StandardOutput && console.OutTerminal is not null && (form.Format is TableFormat.Parquet or TableFormat.Arrow || form.Compression != TableCompression.None))
            throw new UsageException($"-: {TableForm.NameOf(form.Format)} is bytes, and no text for a terminal; name a file, or send them to a program");
        var clock = Stopwatch.StartNew();
        await using var grid = await request.OpenAsync(console, cancellation);
        var source = await request.ReadAsync(grid, cancellation);
        var others = await request.ReadOthersAsync(grid, cancellation);
        var frame = Written(request.Transform(source, others), order, columns);
        if (target == StandardOutput)
            frame.Check(new HeadQuestion(1));
        else
            await frame.CheckSaveAsync(target, options, cancellation);
        await request.LoadOthersAsync(others, console, cancellation);
        await LoadDisplay.RunAsync(source, console, quiet: request.Timings || request.Cluster is not null, cancellation);
        request.TellNotes(source, console);
        await request.PrepareAsync(frame, console, cancellation);
        double load = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var saved = await SaveDisplay.RunAsync(progress => WriteAsync(frame, target, options, progress, console, cancellation), console);
        double save = clock.Elapsed.TotalSeconds;
        string files = saved.Files == 1 ? "" : $" in {saved.Files:N0} files";
        (target == StandardOutput ? console.Error : console.Out).WriteLine($"{Figures.Counted(saved.Rows, "row")}{files}, {Figures.Size(saved.Bytes)}, in {(target == StandardOutput ? "the output" : target)}");
        if (request.Timings)
            console.Error.WriteLine(JsonSerializer.Serialize(new { rows = saved.Rows, files = saved.Files, bytes_written = saved.Bytes, bytes_read = source.Load.BytesRead, load_s = load, save_s = save }));
    }

    private static async Task<SaveSummary> WriteAsync(
        GridFrame frame, string target, SaveOptions options, IProgress<SaveProgress>? progress, CliConsole console, CancellationToken cancellation)
    {
        if (target != StandardOutput)
            return await frame.SaveAsync(target, options, progress, cancellation);
        console.Flush();
        using var output = console.OpenOut();
        return await frame.SaveAsync(output, options, progress, cancellation);
    }

    private static async Task MakeAsync(
        TableRequest request, string name, IReadOnlyList<string> order, IReadOnlyList<string>? columns, CliConsole console, CancellationToken cancellation)
    {
        await using var grid = await request.OpenAsync(console, cancellation);
        var source = await request.ReadAsync(grid, cancellation);
        var others = await request.ReadOthersAsync(grid, cancellation);
        var frame = Written(request.Transform(source, others), order, columns);
        frame.Check(new HeadQuestion(1));
        await grid.CheckIntoAsync(name, cancellation: cancellation);
        GridFrame? made = null;
        await SaveDisplay.RunAsync(
            async progress =>
            {
                made = await frame.IntoAsync(grid, name, null, progress, cancellation);
                return new SaveSummary(name, made.Load.Rows, 1, made.Load.BytesHeld);
            },
            console);
        await request.PrepareAsync(frame, console, cancellation);
        console.Out.WriteLine($"{Figures.Counted(made!.Load.Rows, "row")}, {Figures.Size(made.Load.BytesHeld)}, in dataset '{name}'");
    }

    // By columns that need not be among those that are written.
    private static GridFrame Written(GridFrame frame, IReadOnlyList<string> order, IReadOnlyList<string>? columns) =>
        Selected(order.Count > 0 ? frame.Sort(order) : frame, columns);

    // An expression among the columns is a column of that name.
    private static GridFrame Selected(GridFrame frame, IReadOnlyList<string>? columns)
    {
        if (columns is null)
            return frame;
        foreach (string column in columns)
        {
            if (!frame.Has(column))
                frame = frame.WithColumn(column, column);
        }
        return frame.Select([.. columns]);
    }

    private static Option<T?> OptionalWord<T>(string name, string description, string helpName, Func<T, string> nameOf) where T : struct, Enum => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            foreach (var value in Enum.GetValues<T>())
            {
                if (nameOf(value).Equals(text, StringComparison.OrdinalIgnoreCase))
                    return value;
            }
            result.AddError($"{name} {text}: expected {string.Join(" or ", Enum.GetValues<T>().Select(nameOf))}");
            return null;
        },
    };
}
