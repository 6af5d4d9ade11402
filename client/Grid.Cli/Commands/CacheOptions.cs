using System.CommandLine;

namespace Grid.Cli;

/// <summary>Where columns are kept of tables that do not fit in memory.</summary>
internal sealed class CacheOptions
{
    private readonly Option<string?> _folder = new("--cache") { Description = "a folder on local disk for the columns of a table that does not fit in memory; removed at the end", HelpName = "DIR" };
    private readonly Option<long?> _bytes = SizeOption.Create("--cache-size", "how much it may take there, e.g. 50GB; half of what is free unless said otherwise");
    private readonly Option<bool> _off = new("--no-cache") { Description = "keep nothing there: what is asked for is read from the files each time" };

    /// <summary>Adds these to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _folder, _bytes, _off })
            command.Add(option);
    }

    /// <summary>What was given: the folder, empty for none and null for the usual one, and the bytes.</summary>
    /// <exception cref="UsageException">They contradict one another.</exception>
    public (string? Folder, long? Bytes) Read(ParseResult parsed)
    {
        var (folder, bytes, off) = (parsed.GetValue(_folder), parsed.GetValue(_bytes), parsed.GetValue(_off));
        if (off && (folder is not null || bytes is not null))
            throw new UsageException($"--no-cache and {(folder is not null ? "--cache" : "--cache-size")}: give one of them");
        if (folder is { Length: 0 })
            throw new UsageException("--cache: expected a folder; --no-cache is without one");
        return (off ? "" : folder, bytes);
    }
}
