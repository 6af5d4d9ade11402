namespace Grid.Learning;

/// <summary>How well a class is told from the rest, threshold by threshold.</summary>
/// <param name="Class">The class.</param>
/// <param name="Roc">scikit-learn's roc_curve: greatest threshold first, from (0, 0) at infinity; points on a straight line are left out. Empty where the class, or all others, has no row.</param>
/// <param name="PrecisionRecall">scikit-learn's precision_recall_curve: least threshold first, to precision 1 and recall 0 at infinity.</param>
/// <param name="Calibration">scikit-learn's calibration_curve: ten bins of equal width, those without rows left out.</param>
public sealed record ClassCurves(string Class, IReadOnlyList<RocPoint> Roc, IReadOnlyList<PrecisionRecallPoint> PrecisionRecall, IReadOnlyList<CalibrationBin> Calibration)
{
    private const int Bins = 10;

    internal static ClassCurves Of(Truth truth, ReadOnlySpan<double> predictions, int k)
    {
        var ranked = RankedRows.Of(truth, predictions, k);
        (double Threshold, long True, long False)[] steps = [.. ranked.Steps()];
        return new ClassCurves(truth.Labels!.Names[k], RocOf(ranked, steps), PrecisionRecallOf(ranked, steps), CalibrationOf(truth, predictions, k));
    }

    private static List<RocPoint> RocOf(RankedRows ranked, (double Threshold, long True, long False)[] steps)
    {
        if (ranked.Positives == 0 || ranked.Negatives == 0)
            return [];
        var points = new List<RocPoint> { new(double.PositiveInfinity, 0, 0) };
        for (int i = 0; i < steps.Length; i++)
        {
            var (threshold, right, wrong) = steps[i];
            // As there: a point stays where the steps before and after it differ.
            bool stays = i == 0 || i == steps.Length - 1 || steps[i + 1].True - right != right - steps[i - 1].True || steps[i + 1].False - wrong != wrong - steps[i - 1].False;
            if (stays)
                points.Add(new RocPoint(threshold, (double)wrong / ranked.Negatives, (double)right / ranked.Positives));
        }
        return points;
    }

    private static List<PrecisionRecallPoint> PrecisionRecallOf(RankedRows ranked, (double Threshold, long True, long False)[] steps)
    {
        var points = new List<PrecisionRecallPoint>();
        for (int i = steps.Length - 1; i >= 0; i--)
        {
            var (threshold, right, wrong) = steps[i];
            points.Add(new PrecisionRecallPoint(threshold, (double)right / (right + wrong), ranked.Positives == 0 ? 1 : (double)right / ranked.Positives));
        }
        points.Add(new PrecisionRecallPoint(double.PositiveInfinity, 1, 0));
        return points;
    }

    private static CalibrationBin[] CalibrationOf(Truth truth, ReadOnlySpan<double> predictions, int k)
    {
        var (rows, right, sums) = (new long[Bins], new long[Bins], new double[Bins]);
        for (int i = 0; i < truth.Rows; i++)
        {
            double p = predictions[i * truth.Outputs + k];
            int bin = 0;
            // The edges are those of np.linspace(0, 1, 11), and belong to the bin below.
            while (bin < Bins - 1 && p > (bin + 1) * (1.0 / Bins))
                bin++;
            rows[bin]++;
            right[bin] += truth.Classes[i] == k ? 1 : 0;
            sums[bin] += p;
        }
        return [.. Enumerable.Range(0, Bins).Where(bin => rows[bin] > 0).Select(bin => new CalibrationBin(sums[bin] / rows[bin], (double)right[bin] / rows[bin], rows[bin]))];
    }
}
