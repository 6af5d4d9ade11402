using System.CommandLine;

namespace Grid.Cli;

/// <summary><c>--save</c>, <c>--overwrite</c> and <c>--into</c>: an answer that is kept, as a file or as a dataset of the cluster, in place of being shown.</summary>
internal sealed class KeepOptions
{
    private readonly Option<string?> _save = new("--save") { Description = "write the answer to a file, by its extension: .csv, .parquet, .arrow, .jsonl, .csv.gz, …; s3://bucket/key for a bucket", HelpName = "FILE" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "with --save, replace what stands there, once all is written" };
    private readonly Option<string?> _into = Into("make the answer a dataset of the cluster");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_save, _overwrite, _into];

    /// <summary>The name of a dataset that is made.</summary>
    public static Option<string?> Into(string description) => new("--into") { Description = $"{description}, with --cluster: it is asked by this name", HelpName = "NAME" };

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">The options contradict each other, or the others.</exception>
    public KeptAnswer Read(ParseResult parsed, TableRequest request)
    {
        var kept = new KeptAnswer(parsed.GetValue(_save), parsed.GetValue(_overwrite), parsed.GetValue(_into)) { ReadBy = request.Csv };
        if (kept is { Overwrite: true, File: null })
            throw new UsageException("--overwrite goes with --save FILE");
        if (kept.File == "-")
            throw new UsageException("--save -: an answer goes to the output by --output csv, json, arrow or parquet");
        if (kept.Name is { } name)
            CheckName(name, request);
        bool isShown = parsed.CommandResult.Command.Options.FirstOrDefault(o => o.Name == "--output") is { } output && parsed.GetResult(output) is { Implicit: false };
        return kept.IsKept && isShown ? throw new UsageException($"--output is the form of an answer that is shown; {(kept.File is null ? "--into keeps it" : "--save goes by the extension")}: leave one of them out") : kept;
    }

    /// <summary>Refuses a name that no dataset can have.</summary>
    /// <exception cref="UsageException">There is no name, or no cluster to keep the dataset.</exception>
    public static void CheckName(string name, TableRequest request)
    {
        if (request.Cluster is null)
            throw new UsageException($"--into {name}: a dataset is kept by a cluster; say which with --cluster, or write a file with {(name.Contains('.', StringComparison.Ordinal) ? $"--save {name}" : "--save FILE")}");
        DatasetArgument.Check("--into", name);
    }
}
