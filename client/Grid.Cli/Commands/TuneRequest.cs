using Grid.Client;
using Grid.Learning;

namespace Grid.Cli;

/// <summary>What <c>grid tune</c> was given, the table aside.</summary>
/// <param name="Search">The search.</param>
/// <param name="Folder">Where a named study is kept; null for a search that is not.</param>
/// <param name="Restart">Whether what the named study has finished is forgotten first.</param>
/// <param name="Model">Where the best candidate's forest is saved; null for nowhere.</param>
/// <param name="HeatMap">The parameters of the heat map; null for the two that matter most.</param>
internal sealed record TuneRequest(ForestSearch Search, string? Folder, bool Restart, string? Model, (string Across, string Down)? HeatMap)
{
    /// <summary>Checks what can be checked without the data.</summary>
    /// <exception cref="LearningException">The grid or the scoring is none, or has no candidates.</exception>
    /// <exception cref="UsageException">The heat map is of a parameter that does not vary, or the model cannot be saved where it should be.</exception>
    public void Check()
    {
        var plan = SearchPlan.Of(new SearchSpec
        {
            Task = Search.Task,
            Grid = Search.Grid,
            RandomCandidates = Search.RandomCandidates,
            Trees = Search.Trees,
            Scoring = Search.Scoring,
            Folds = Search.Folds,
            Seed = Search.Seed,
        });
        if (HeatMap is var (across, down))
        {
            ParameterAxis.RequireVarying(plan.Candidates, across);
            ParameterAxis.RequireVarying(plan.Candidates, down);
        }
        if (Model is { } path && (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))))
            throw new UsageException($"--save {path}: expected a file in a folder that exists");
    }
}
