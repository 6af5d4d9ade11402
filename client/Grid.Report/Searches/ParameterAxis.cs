using Grid.Learning;

namespace Grid.Report;

/// <summary>A parameter that varies in a search, and how much of the score hangs on it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its values: numbers ascending, then words, none at the end, for that is the limit that never binds.</param>
/// <param name="Range">The greatest less the least of the mean scores that its values have over all other parameters.</param>
internal sealed record ParameterAxis(string Name, IReadOnlyList<ParameterValue> Values, double Range)
{
    /// <summary>The parameters with at least two values, the one that matters most first.</summary>
    public static IReadOnlyList<ParameterAxis> Of(SearchResults results) =>
        [.. Names(results).Select(name => Named(results, name)).Where(axis => axis.Values.Count > 1).OrderByDescending(axis => axis.Range)];

    /// <summary>The names that the candidates set, in order.</summary>
    public static IReadOnlyList<string> Names(SearchResults results) => Names(results.Candidates.Select(row => row.Candidate));

    /// <summary>The names of the parameters that vary among candidates.</summary>
    public static IReadOnlyList<string> Varying(IReadOnlyList<Candidate> candidates) =>
        [.. Names(candidates).Where(n => candidates.Select(c => ValueOf(c, n)).Where(v => v is not null).Distinct().Count() > 1)];

    /// <summary>What a candidate has for a parameter; null where its grid does not set it.</summary>
    public static ParameterValue? ValueOf(CandidateScore row, string name) => ValueOf(row.Candidate, name);

    private static IReadOnlyList<string> Names(IEnumerable<Candidate> candidates) =>
        [.. candidates.SelectMany(candidate => candidate.Settings.Select(s => s.Key)).Distinct().Order(StringComparer.Ordinal)];

    private static ParameterValue? ValueOf(Candidate candidate, string name)
    {
        foreach (var setting in candidate.Settings)
        {
            if (setting.Key == name)
                return setting.Value;
        }
        return null;
    }

    private static ParameterAxis Named(SearchResults results, string name)
    {
        var groups = results.Candidates.GroupBy(row => ValueOf(row, name)).Where(g => g.Key is not null).ToList();
        double[] means = [.. groups.Select(g => g.Select(row => row.MeanTestScore).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()).Where(double.IsFinite)];
        return new ParameterAxis(
            name,
            [.. groups.Select(g => g.Key!.Value).OrderBy(Kind).ThenBy(Number).ThenBy(v => v.Value as string, StringComparer.Ordinal)],
            means.Length == 0 ? 0 : means.Max() - means.Min());
    }

    // A whole number counts something and a fraction is a share of it: they do not mix on one scale.
    private static int Kind(ParameterValue value) => value.Value switch
    {
        null => 4,
        string => 3,
        double => 2,
        _ => 1,
    };

    private static double Number(ParameterValue value) => value.Value switch
    {
        long n => n,
        double d => d,
        bool b => b ? 1 : 0,
        _ => 0,
    };
}
