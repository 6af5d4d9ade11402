namespace Grid.Learning;

/// <summary>A score of a model on some rows.</summary>
/// <param name="Scoring">How it was scored.</param>
/// <param name="Value">The score; NaN where it is not defined.</param>
/// <param name="Fault">Why it is not defined; null where it is.</param>
public sealed record EvaluatedScore(Scoring Scoring, double Value, string? Fault)
{
    internal static EvaluatedScore Of(Scoring scoring, Truth truth, ReadOnlySpan<double> predictions)
    {
        double value = scoring.Score(truth, predictions);
        return new EvaluatedScore(scoring, value, double.IsNaN(value) ? ScoreLimits.WhyNot(scoring) : null);
    }
}
