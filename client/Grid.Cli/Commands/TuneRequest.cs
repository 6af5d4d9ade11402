using Grid.Client;
using Grid.Learning;
using Grid.Sources;

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
    /// <exception cref="UsageException">The heat map is of a parameter that does not vary.</exception>
    public void Check()
    {
        var plan = SearchPlan.Of(Search.Spec);
        if (plan.OwnModel is { } own)
            throw ModelRegistry.Unknown(own); // models of users' own are searched from programs
        if (HeatMap is var (across, down))
        {
            ParameterAxis.RequireVarying(plan.Candidates, across);
            ParameterAxis.RequireVarying(plan.Candidates, down);
        }
    }

    /// <summary>Tries the places that the search is to write to, by writing.</summary>
    /// <param name="inputs">What the search reads.</param>
    /// <returns>The file of the model; null where it is not saved.</returns>
    /// <exception cref="UsageException">One cannot be written.</exception>
    public OutputFile? OpenPlaces(IReadOnlyList<string> inputs)
    {
        string option = "--folder";
        try
        {
            if (Folder is not null)
                OutputFolder.Check(Folder);
            option = "--save";
            return Model is null ? null : OutputFile.Open(Model, Forest.Replaces, inputs);
        }
        catch (OutputException fault)
        {
            throw new UsageException($"{option} {fault.Message}");
        }
    }
}
