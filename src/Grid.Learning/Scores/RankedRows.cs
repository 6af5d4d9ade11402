namespace Grid.Learning;

/// <summary>Rows of a class and of others, by what probability the class was given: greatest first, equals together.</summary>
internal sealed class RankedRows
{
    private readonly double[] _scores;
    private readonly bool[] _isPositive;

    private RankedRows(double[] scores, bool[] isPositive)
    {
        (_scores, _isPositive) = (scores, isPositive);
        Positives = isPositive.LongCount(p => p);
    }

    /// <summary>Rows of the class.</summary>
    public long Positives { get; }

    /// <summary>Rows of others.</summary>
    public long Negatives => _scores.Length - Positives;

    /// <summary>Ranks rows by the probability of a class.</summary>
    /// <param name="truth">What they are.</param>
    /// <param name="predictions">What was predicted.</param>
    /// <param name="label">The class.</param>
    /// <param name="against">The class that the others are of; -1 for any.</param>
    public static RankedRows Of(Truth truth, ReadOnlySpan<double> predictions, int label, int against = -1)
    {
        var scores = new List<double>(truth.Rows);
        var isPositive = new List<bool>(truth.Rows);
        for (int i = 0; i < truth.Rows; i++)
        {
            int actual = truth.Classes[i];
            if (against >= 0 && actual != label && actual != against)
                continue;
            // Negated, so that an ascending sort has the greatest first.
            scores.Add(-predictions[i * truth.Outputs + label]);
            isPositive.Add(actual == label);
        }
        double[] keys = [.. scores];
        bool[] marks = [.. isPositive];
        Array.Sort(keys, marks);
        return new RankedRows(keys, marks);
    }

    /// <summary>For each distinct probability, greatest first: how many rows of the class, and of others, were given at least it.</summary>
    public IEnumerable<(double Threshold, long True, long False)> Steps()
    {
        long positives = 0, negatives = 0;
        for (int i = 0; i < _scores.Length;)
        {
            int start = i;
            for (; i < _scores.Length && _scores[i] == _scores[start]; i++)
            {
                positives += _isPositive[i] ? 1 : 0;
                negatives += _isPositive[i] ? 0 : 1;
            }
            yield return (-_scores[start], positives, negatives);
        }
    }

    /// <summary>The chance that a row of the class is given more than one of another, half for equals: Mann and Whitney's U. NaN where either has no row.</summary>
    public double Area()
    {
        if (Positives == 0 || Negatives == 0)
            return double.NaN;
        long before = 0, seen = 0;
        Int128 twice = 0;
        foreach (var (_, positives, negatives) in Steps())
        {
            twice += (Int128)(positives + before) * (negatives - seen);
            (before, seen) = (positives, negatives);
        }
        return (double)twice / 2.0 / ((double)Positives * Negatives);
    }

    /// <summary>The sum over the thresholds of precision times the recall that each adds; 0 where the class has no row.</summary>
    public double AveragePrecision()
    {
        if (Positives == 0)
            return 0;
        double sum = 0;
        long before = 0;
        foreach (var (_, positives, negatives) in Steps())
        {
            sum += (double)(positives - before) / Positives * ((double)positives / (positives + negatives));
            before = positives;
        }
        return sum;
    }
}
