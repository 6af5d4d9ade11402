namespace Grid.Learning;

/// <summary>Residuals of predicted numbers: the truth minus the prediction.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Std">Their standard deviation, over n.</param>
/// <param name="Quantiles">Shares and the residual below which so many lie, between neighbours as NumPy's quantile has it.</param>
public sealed record ResidualSummary(double Mean, double Std, IReadOnlyList<(double Share, double Residual)> Quantiles)
{
    private static readonly double[] Shares = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

    internal static ResidualSummary Of(Truth truth, ReadOnlySpan<double> predictions)
    {
        var residuals = new double[truth.Rows];
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = truth.Values[i] - predictions[i];
        Array.Sort(residuals);
        double mean = residuals.Average();
        double std = Math.Sqrt(residuals.Average(r => (r - mean) * (r - mean)));
        return new ResidualSummary(mean, std, [.. Shares.Select(share => (share, At(residuals, share)))]);
    }

    private static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
