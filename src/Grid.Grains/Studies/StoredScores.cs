using Grid.Learning;

namespace Grid.Grains;

/// <summary>What the stored trials of a study say of its candidates, while no run is under way that would know more.</summary>
internal static class StoredScores
{
    /// <summary>How many candidates have a score for every split, and the best of their means; as a run's <see cref="TrialBoard"/> has them, to the bit.</summary>
    /// <param name="trials">The finished trials.</param>
    /// <param name="splits">Trials of a family; 0 where that is not known.</param>
    /// <param name="scorings">How many scores each candidate has; the first of them chooses the best.</param>
    public static (int Scored, double? Best) Of(IReadOnlyList<TrialResult> trials, int splits, int scorings)
    {
        int scored = 0;
        double? best = null;
        if (splits == 0)
            return (scored, best);
        foreach (var family in trials.GroupBy(t => t.Family))
        {
            TrialResult[] all = [.. family.DistinctBy(t => t.Split).OrderBy(t => t.Split)];
            if (all.Length < splits)
                continue;
            for (int m = 0; m < all[0].Scores.Count / scorings; m++, scored++)
            {
                double mean = all.Sum(t => t.Scores[m]) / splits;
                if (!double.IsNaN(mean) && (best is null || mean > best))
                    best = mean;
            }
        }
        return (scored, best);
    }
}
