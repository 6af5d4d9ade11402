namespace Grid.Learning;

/// <summary>Draws candidates where there are ranges: a grid, then a value of each parameter, each by itself, as scikit-learn's ParameterSampler does; none twice.</summary>
internal static class RangeDraw
{
    // Where so many draws in a row find nothing new, there is nothing left.
    private const int MostRepeats = 1000;

    /// <exception cref="LearningException">A combination makes no sense.</exception>
    public static IReadOnlyList<Candidate> Of(KeyValuePair<string, ParameterValue[]>[][] grids, int count, ulong seed, ForestParameters rules, bool isOwn = false)
    {
        var random = new RandomStream(RandomStream.Key(RandomStream.Purpose.Candidates, seed));
        grids = [.. grids.Where(g => g.Length > 0)];
        var candidates = new List<Candidate>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int repeats = 0; candidates.Count < count && repeats < MostRepeats;)
        {
            var grid = grids[random.Below(grids.Length)];
            var settings = new KeyValuePair<string, ParameterValue>[grid.Length];
            var drawn = rules;
            for (int i = 0; i < grid.Length; i++)
            {
                var (name, values) = grid[i];
                var value = values is [{ Value: ParameterRange range }] ? range.Draw(ref random) : values[random.Below(values.Length)];
                settings[i] = KeyValuePair.Create(name, value);
                drawn = isOwn ? drawn : ForestParameter.Named(name).Set(drawn, value);
            }
            drawn.Validate();
            var candidate = new Candidate(candidates.Count, settings, drawn);
            bool isNew = seen.Add(candidate.ToString());
            repeats = isNew ? 0 : repeats + 1;
            if (isNew)
                candidates.Add(candidate);
        }
        return candidates;
    }
}
