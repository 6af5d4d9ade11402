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

    /// <summary>Reads what was written.</summary>
    /// <exception cref="UsageException">It is malformed.</exception>
    public static JoinRequest Parse(string text)
    {
        try
        {
            var join = JoinText.Parse(text);
            return new JoinRequest(text, join.Kind, join.Source, join.Name, join.On);
        }
        catch (QuestionException e)
        {
            throw new UsageException($"--join \"{text}\": {e.Message}; expected a table and its keys, such as {Example}");
        }
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
}
