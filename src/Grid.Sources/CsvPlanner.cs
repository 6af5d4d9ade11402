namespace Grid.Sources;

/// <summary>Plans a load of CSV files: lists them, infers the types of their columns from samples, and splits them at row boundaries.</summary>
public static class CsvPlanner
{
    /// <summary>Plans the load of files.</summary>
    /// <param name="paths">
    /// Files, folders (all <c>*.csv</c> in them) and globs (<c>*</c>, <c>?</c>, and <c>**</c> for folders within folders),
    /// in this order, and sorted by name, ordinally, within a folder or glob. What occurs twice is read once.
    /// </param>
    /// <param name="options">How to read them.</param>
    /// <param name="cancellation">Ends the planning.</param>
    /// <exception cref="SourceException">A path matches nothing, or a file cannot be read as CSV.</exception>
    public static Task<LoadPlan> PlanAsync(IReadOnlyList<string> paths, CsvOptions options, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
