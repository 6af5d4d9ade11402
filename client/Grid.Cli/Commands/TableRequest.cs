using Grid.Client;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>What a command was given: which table, what to do to it before the question, and how to answer.</summary>
internal sealed record TableRequest(
    IReadOnlyList<string> Paths,
    CsvOptions Csv,
    GridOptions Grid,
    IReadOnlyList<(string Name, string Expression)> Computed,
    IReadOnlyList<string> Conditions,
    OutputFormat Output,
    bool Timings)
{
    /// <summary>The frame with computed columns, and then with the rows that all conditions hold for.</summary>
    public GridFrame Transform(GridFrame frame)
    {
        foreach (var (name, expression) in Computed)
            frame = frame.WithColumn(name, expression);
        foreach (string condition in Conditions)
            frame = frame.Where(condition);
        return frame;
    }
}
