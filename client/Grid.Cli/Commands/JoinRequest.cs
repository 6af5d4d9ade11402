using Grid.Client;
using Grid.Query;

namespace Grid.Cli;

/// <summary>A join as it was asked for: <c>left zones.csv as z on PULocationID = LocationID</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Kind">Which rows are kept.</param>
/// <param name="Source">The other table: a path, or the name of a dataset.</param>
/// <param name="Name">What it is called; null for what its path or dataset is.</param>
/// <param name="On">Its keys.</param>
internal sealed record JoinRequest(string Text, JoinKind Kind, string Source, string? Name, string On)
{
    private const string Example = "\"zones.csv on PULocationID = LocationID\"";

    private static readonly Dictionary<string, JoinKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["inner"] = JoinKind.Inner,
        ["left"] = JoinKind.Left,
        ["semi"] = JoinKind.Semi,
        ["anti"] = JoinKind.Anti,
    };

    private static readonly string[] Foreign = ["right", "full", "outer", "cross", "asof", "natural"];

    /// <summary>Reads what was written.</summary>
    /// <exception cref="UsageException">It is malformed.</exception>
    public static JoinRequest Parse(string text)
    {
        var words = new WordReader(text);
        var kind = JoinKind.Inner;
        // A table may be called as a kind is.
        if (words.Peek() is { } first && !Is(words.PeekAfter(), "on", "as"))
        {
            if (Kinds.TryGetValue(first, out kind))
                words.Take();
            else if (Foreign.Contains(first, StringComparer.OrdinalIgnoreCase))
                throw Fault(text, $"there is no {first.ToLowerInvariant()} join; {(Is(first, "right") ? "join the tables the other way round, by 'left'" : "there are inner, left, semi and anti")}");
            if (Is(words.Peek(), "outer") && !Is(words.PeekAfter(), "on", "as"))
                words.Take();
            if (Is(words.Peek(), "join") && !Is(words.PeekAfter(), "on", "as"))
                words.Take();
        }
        string source = words.Take() ?? throw Fault(text, "the table is missing");
        string? name = null;
        if (Is(words.Peek(), "as"))
        {
            words.Take();
            name = words.Take() is { Length: > 0 } given && !Is(given, "on") ? given : throw Fault(text, "a name is missing behind 'as'");
        }
        if (!Is(words.Peek(), "on"))
        {
            throw Fault(text, words.Peek() is not { } other ? $"'on' and the keys are missing behind '{name ?? source}'"
                : Is(other, "using") ? "'using (id)' is written 'on id'"
                : Is(other, "where") ? "a condition stands in --where"
                : $"'on' is expected behind '{name ?? source}', and '{other}' stands there; a path with blanks stands in quotes");
        }
        words.Take();
        return words.Rest.Length > 0 ? new JoinRequest(text, kind, source, name, words.Rest) : throw Fault(text, "the keys are missing behind 'on'");
    }

    /// <summary>The other table.</summary>
    public Task<GridFrame> ReadAsync(GridClient grid, TableRequest request, CancellationToken cancellation) =>
        request.Cluster is null || LooksLikePath(Source) ? grid.ReadAsync([Source], request.Csv, cancellation) : grid.OpenDatasetAsync(Source, cancellation);

    /// <summary>Makes sure that tables can be read beside each other.</summary>
    /// <exception cref="UsageException">Two of them are what is read once.</exception>
    public static void Check(IReadOnlyList<string> paths, IReadOnlyList<JoinRequest> joins)
    {
        if (joins.LastOrDefault(join => join.Source == "-") is { } last && (paths.Contains("-") || joins.Count(join => join.Source == "-") > 1))
            throw new UsageException($"--join \"{last.Text}\": standard input is read once; save one of the two tables to a file");
    }

    /// <summary>The table joined with the other one.</summary>
    /// <exception cref="UsageException">The keys are malformed.</exception>
    public GridFrame Apply(GridFrame frame, GridFrame other)
    {
        try
        {
            return frame.Join(other, On, Kind, Name);
        }
        catch (QuestionException e)
        {
            throw new UsageException($"--join \"{Text}\": {e.Message}");
        }
    }

    private static bool LooksLikePath(string source) => DatasetName.IsPath(source) || File.Exists(source) || Directory.Exists(source);

    private static bool Is(string? word, params ReadOnlySpan<string> words)
    {
        foreach (string other in words)
        {
            if (other.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static UsageException Fault(string text, string fault) => new($"--join \"{text}\": {fault}; expected a table and its keys, such as {Example}");
}
