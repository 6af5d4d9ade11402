using System.CommandLine;
using Grid.Client;

namespace Grid.Cli;

/// <summary>How much memory a table may take, and where columns are kept of one that takes more.</summary>
internal sealed class MemoryOptions
{
    private readonly Option<long?> _memory = SizeOption.Create("--memory", "how much the table may take in memory, e.g. 2GB; four fifths of the machine's unless said otherwise");
    private readonly Option<bool> _inMemory = new("--in-memory") { Description = "refuse a table that does not fit, instead of reading its partitions when they are asked for" };
    private readonly CacheOptions _cache = new();

    /// <summary>Adds these to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_memory);
        command.Add(_inMemory);
        _cache.AddTo(command);
    }

    /// <summary>What was given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">The other options of the grid.</param>
    /// <param name="cluster">The cluster that is asked; null for none.</param>
    /// <exception cref="UsageException">They contradict one another, or are none of a cluster's.</exception>
    public GridOptions Read(ParseResult parsed, GridOptions options, string? cluster)
    {
        var (folder, bytes) = _cache.Read(parsed);
        var (memory, inMemory) = (parsed.GetValue(_memory), parsed.GetValue(_inMemory));
        if (cluster is not null && (memory is not null || inMemory || folder is not null || bytes is not null))
            throw new UsageException("--memory, --in-memory and the cache of a cluster are said when it starts ('grid up') and when a dataset is loaded ('grid load')");
        return options with { MemoryBudget = memory, IsInMemory = inMemory, CacheFolder = folder, CacheBytes = bytes };
    }
}
