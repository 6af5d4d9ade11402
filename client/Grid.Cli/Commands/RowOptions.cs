using System.CommandLine;

namespace Grid.Cli;

/// <summary><c>--limit</c>, <c>--all</c> and <c>--sort</c>: which rows of an answer are wanted, and in what order.</summary>
internal sealed class RowOptions
{
    private readonly Option<int?> _limit = Options.OptionalNumber("--limit", "how many rows at most; on a terminal 20 are shown unless said otherwise, elsewhere all", 1);
    private readonly Option<bool> _all = new("--all") { Description = "show all rows on a terminal" };
    private readonly Option<IReadOnlyList<string>?> _sort = Options.List("--sort", "columns of the answer to sort by, each up or, with 'desc', down, e.g. \"count desc\"", "A,B desc");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_limit, _all, _sort];

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">The options contradict each other.</exception>
    public RowChoice Read(ParseResult parsed)
    {
        var choice = new RowChoice(parsed.GetValue(_limit), parsed.GetValue(_all), [.. (parsed.GetValue(_sort) ?? []).Select(SortKey.Parse)]);
        return choice is { Limit: not null, All: true } ? throw new UsageException("--limit and --all contradict each other; give one of them") : choice;
    }
}
