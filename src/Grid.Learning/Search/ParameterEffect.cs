using System.Globalization;

namespace Grid.Learning;

/// <summary>How much of the candidates' scores a parameter accounts for by itself.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Share">
/// Its main effect: the variance over all candidates of the mean score of those that have the same value, as a share of the variance of the scores,
/// Σ n(v) (mean(v) − mean)² / Σ (score − mean)². Of a full grid these are the main effects of a functional analysis of variance (Hutter, Hoos and Leyton-Brown,
/// 2014), and what they leave of 1 is due to parameters together; of candidates drawn at random they also have in them what is due to chance.
/// </param>
public sealed record ParameterEffect(string Name, double Share)
{
    private const int MostGroups = 8;
    private const int FewestOfGroup = 5;

    /// <summary>The effects of the parameters that vary, the greatest first; none where no score differs from another.</summary>
    /// <param name="names">The parameters.</param>
    /// <param name="values">For each candidate its value of each parameter; null for one that it leaves alone.</param>
    /// <param name="scores">For each candidate its mean score; those that have none are left out.</param>
    public static IReadOnlyList<ParameterEffect> Of(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string?>> values, IReadOnlyList<double> scores)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(scores);
        int[] scored = [.. Enumerable.Range(0, scores.Count).Where(i => double.IsFinite(scores[i]))];
        if (scored.Length < 2)
            return [];
        double mean = scored.Average(i => scores[i]);
        double all = scored.Sum(i => Square(scores[i] - mean));
        // Scores that are equal but for the last bits of their sums.
        if (!(all > scored.Length * Square(1e-12 * Math.Max(1, Math.Abs(mean)))))
            return [];
        int[] varying = [.. Enumerable.Range(0, names.Count).Where(p => scored.Select(i => values[i][p]).Distinct().Count() > 1)];
        return
        [
            .. varying.Select(p => new ParameterEffect(names[p], Groups([.. scored.Select(i => values[i][p])], varying.Length > 1).Zip(scored, (group, i) => (group, Score: scores[i]))
                .GroupBy(c => c.group, c => c.Score).Sum(g => g.Count() * Square(g.Average() - mean)) / all)).OrderByDescending(effect => effect.Share),
        ];
    }

    // Numbers drawn from a range, of which hardly two are the same, count as the same where they are next to each other.
    private static string?[] Groups(string?[] values, bool hasOthers)
    {
        int distinct = values.Distinct().Count();
        double[] numbers = [.. values.Select(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        if (!hasOthers || distinct * 2 <= values.Length || numbers.Any(double.IsNaN))
            return values;
        int groups = Math.Clamp(values.Length / FewestOfGroup, 2, MostGroups);
        double[] sorted = [.. numbers.Order()];
        return [.. numbers.Select(number => (Array.IndexOf(sorted, number) * groups / sorted.Length).ToString(CultureInfo.InvariantCulture))];
    }

    private static double Square(double value) => value * value;
}
