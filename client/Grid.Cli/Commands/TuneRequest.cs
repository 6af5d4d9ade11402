using Grid.Client;
using Grid.Columns;
using Grid.Learning;
using Grid.Report;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>What <c>grid tune</c> was given, the table aside.</summary>
/// <param name="Search">The search.</param>
/// <param name="Folder">Where a named study is kept; null for a search that is not.</param>
/// <param name="Restart">Whether what the named study has finished is forgotten first.</param>
/// <param name="Model">Where the best candidate's forest is saved; null for nowhere.</param>
/// <param name="Report">Where the report of the search is written; null for nowhere.</param>
/// <param name="HeatMap">The parameters of the heat map; null for the two that matter most.</param>
internal sealed record TuneRequest(ForestSearch Search, string? Folder, bool Restart, string? Model, string? Report, (string Across, string Down)? HeatMap)
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
            RequireVarying(plan.Candidates, across);
            RequireVarying(plan.Candidates, down);
        }
    }

    private static void RequireVarying(IReadOnlyList<Candidate> candidates, string name)
    {
        var varying = ParameterAxis.Varying(candidates);
        if (!varying.Contains(name))
        {
            // Another parameter's name may be near as well, and is none that was mistyped.
            string? meant = varying.FirstOrDefault(v => EditDistance.Of(name, v) <= 2);
            throw new UsageException($"--heatmap: '{name}' does not vary in this search; {(varying.Count == 0 ? "nothing does" : $"choose of {string.Join(", ", varying)}")}{(meant is null ? "" : $"; did you mean '{meant}'?")}");
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
            option = "--report";
            if (Report is not null)
                SearchReport.CheckPlace(Report);
            option = "--save";
            return Model is null ? null : OutputFile.Open(Model, Forest.Replaces, inputs);
        }
        catch (OutputException fault)
        {
            throw new UsageException($"{option} {fault.Message}");
        }
    }
}
