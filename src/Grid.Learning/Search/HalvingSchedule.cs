namespace Grid.Learning;

/// <summary>
/// How a search by successive halving goes on: rounds with ever fewer candidates and ever more resources, as scikit-learn's
/// HalvingGridSearchCV plans them with <c>min_resources='exhaust'</c>.
/// </summary>
public static class HalvingSchedule
{
    /// <summary>The rounds of a search.</summary>
    /// <param name="candidates">How many candidates there are.</param>
    /// <param name="factor">One candidate of so many goes on to the next round, which has so many times the resources.</param>
    /// <param name="most">The most resources that a round may have.</param>
    /// <param name="fewest">The fewest that make sense.</param>
    /// <exception cref="LearningException">The factor is less than 2, or there are no candidates or resources.</exception>
    public static IReadOnlyList<HalvingRound> Of(int candidates, int factor, int most, int fewest = 1)
    {
        if (factor < 2)
            throw new LearningException($"halving by {factor} was asked for; of so many candidates one goes on, so it must be at least 2.");
        if (candidates < 1 || most < 1)
            throw new LearningException($"{candidates} candidates with up to {most} resources cannot be halved; there must be at least 1 of both.");
        int required = RoundsOf(candidates, factor);
        long least = Math.Max(fewest, most / Raise(factor, required - 1));
        int possible = 1 + Power(most / least, factor);
        var rounds = new List<HalvingRound>();
        for (int i = 0; i < Math.Min(possible, required); i++)
        {
            int next = (candidates + factor - 1) / factor;
            rounds.Add(new HalvingRound(i, candidates, (int)Math.Min(most, Raise(factor, i) * least), next));
            candidates = next;
        }
        return rounds;
    }

    /// <summary>The rounds of a search by rows: the first has at least two of each class and split, or two of each split where numbers are predicted.</summary>
    /// <param name="candidates">How many candidates there are.</param>
    /// <param name="factor">One candidate of so many goes on.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="splits">How many splits.</param>
    /// <param name="classes">How many classes; 0 where numbers are predicted.</param>
    /// <exception cref="LearningException">There are too few rows for a round.</exception>
    public static IReadOnlyList<HalvingRound> OfRows(int candidates, int factor, int rows, int splits, int classes)
    {
        const int OfEach = 2;
        long fewest = (long)OfEach * splits * Math.Max(1, classes);
        if (fewest > rows)
            throw new LearningException($"a round of a search by rows needs {fewest} of them, {OfEach} for each of {splits} splits{(classes > 0 ? $" and {classes} classes" : "")}, and there are {rows}; ask for fewer folds, or halve by trees.");
        return Of(candidates, factor, rows, (int)fewest);
    }

    /// <summary>How many rounds a search has at most.</summary>
    public static int RoundsOf(int candidates, int factor) => 1 + Power(candidates, factor);

    /// <summary>The positions of the best scores, the worst of them first, as scikit-learn takes them over; what has no score comes last.</summary>
    /// <param name="scores">The mean scores.</param>
    /// <param name="count">How many go on.</param>
    public static int[] Best(IReadOnlyList<double> scores, int count) =>
        [.. Enumerable.Range(0, scores.Count).OrderBy(i => double.IsNaN(scores[i]) ? 0 : 1).ThenBy(i => scores[i]).Skip(scores.Count - count)];

    // The whole part of the logarithm: counted, as that of doubles may be a hair below a power.
    private static int Power(long value, int factor)
    {
        int power = 0;
        for (long left = value; left >= factor; left /= factor)
            power++;
        return power;
    }

    private static long Raise(int factor, int power)
    {
        long value = 1;
        for (int i = 0; i < power && value <= int.MaxValue; i++)
            value *= factor;
        return value;
    }
}
