using System.CommandLine;
using Grid.Client;
using Grid.Query;

namespace Grid.Cli;

/// <summary>What every question takes: the files, how to read them, what to do before asking, and how to answer.</summary>
internal sealed class TableOptions
{
    private readonly Argument<string[]> _paths = new("PATHS") { Description = "files, folders or globs, on disk or in S3 (s3://bucket/key), an address (https://…), or - for standard input; with --cluster, the name of a dataset", Arity = ArgumentArity.OneOrMore };
    private readonly PreparationOptions _changes = new();
    private readonly Option<string[]> _join = new("--join") { Description = "put columns of another table beside the rows, by keys: \"zones.csv on PULocationID = LocationID\"; also \"left …\" (keep rows without a match), \"semi …\" and \"anti …\" (rows that have one, or none), and \"… as NAME on …\"; before --with and --where ('grid help joins' has the rest)", HelpName = "TABLE on KEYS" };
    private readonly Option<OutputFormat> _output = Options.Output();
    private readonly Option<bool> _timings = new("--timings") { Description = "print rows, bytes and seconds as one line of JSON on the error stream; of a cluster also what the answer cost: task_s, the seconds of all silos together" };
    private readonly Option<int> _threads = Options.Threads();
    private readonly MemoryOptions _memory = new();
    private readonly CsvInput _csv = new();
    private readonly Option<string?> _cluster = ClusterFolderOption.Create();

    /// <summary>Adds these to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="answers">Whether it has an answer, which is written in a form.</param>
    /// <param name="isOptional">Whether it may be asked without a table.</param>
    public void AddTo(Command command, bool answers = true, bool isOptional = false)
    {
        if (isOptional)
            _paths.Arity = ArgumentArity.ZeroOrMore;
        command.Add(_paths);
        if (answers)
            command.Add(_output);
        foreach (var option in (Option[])[.. _changes.All, _join, _timings, _threads, _cluster])
            command.Add(option);
        _memory.AddTo(command);
        _csv.AddTo(command);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">An option cannot be read.</exception>
    public TableRequest Read(ParseResult parsed) => Read(parsed, parsed.GetValue(_paths)!);

    /// <summary>What was given to a command whose last path is that of a file that it writes.</summary>
    /// <exception cref="UsageException">An option cannot be read, or there is one path alone.</exception>
    public (TableRequest Request, string Target) ReadWithTarget(ParseResult parsed) => parsed.GetValue(_paths) is [.. var paths, var target] && paths.Length > 0
        ? (Read(parsed, paths), target)
        : throw new UsageException("expected what is read and, last, the file that is written, such as trips out.parquet");

    private TableRequest Read(ParseResult parsed, string[] paths)
    {
        JoinRequest[] joins = [.. (parsed.GetValue(_join) ?? []).Select(JoinRequest.Parse)];
        JoinRequest.Check(paths, joins);
        var changes = _changes.Read(parsed);
        // Under a filter partitions may be ruled out by what their files say of them: columns are read of the others alone, when these are asked.
        bool readsAll = !changes.Any(change => change is WhereTransform);
        return new(
            [.. paths.Select(Path)],
            _csv.Read(parsed),
            _memory.Read(parsed, new GridOptions { Threads = parsed.GetValue(_threads), ReadsAllColumns = readsAll }, ClusterFolderOption.Read(parsed, _cluster, ofItself: false)),
            changes,
            parsed.GetValue(_output),
            parsed.GetValue(_timings),
            ClusterFolderOption.Read(parsed, _cluster, ofItself: false))
        {
            Joins = joins,
            RecipeOut = _changes.ReadRecipeOut(parsed, paths),
        };
    }

    // The parser takes an option that it does not know for one more path.
    private static string Path(string text) =>
        text.StartsWith('-') && text != "-" && !File.Exists(text) ? throw new UsageException($"{text}: there is no such option (--help lists them)") : text;
}
