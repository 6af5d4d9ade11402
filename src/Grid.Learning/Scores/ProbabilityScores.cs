namespace Grid.Learning;

/// <summary>Scores of predicted probabilities.</summary>
internal static class ProbabilityScores
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int TopClasses = 2;

    /// <summary>As scikit-learn's log_loss: probabilities are kept from 0 and 1 by a double's epsilon, then sum to 1 again.</summary>
    public static double NegLogLoss(Truth truth, ReadOnlySpan<double> predictions)
    {
        int outputs = truth.Outputs;
        double loss = 0;
        for (int i = 0; i < truth.Rows; i++)
        {
            var row = predictions.Slice(i * outputs, outputs);
            double sum = 0;
            foreach (double p in row)
                sum += Clip(p);
            loss -= Math.Log(Clip(row[truth.Classes[i]]) / sum);
        }
        return -(loss / truth.Rows);
    }

    /// <summary>Of two classes the squared error of the second's probability; of more, the sum over all of them.</summary>
    public static double NegBrier(Truth truth, ReadOnlySpan<double> predictions)
    {
        int outputs = truth.Outputs;
        double loss = 0;
        for (int i = 0; i < truth.Rows; i++)
        {
            for (int k = outputs == 2 ? 1 : 0; k < outputs; k++)
            {
                double apart = predictions[i * outputs + k] - (truth.Classes[i] == k ? 1 : 0);
                loss += apart * apart;
            }
        }
        return -(loss / truth.Rows);
    }

    /// <summary>The share of rows whose class is among the two most probable; of equals the later class is the more probable, as in scikit-learn.</summary>
    public static double TopAccuracy(Truth truth, ReadOnlySpan<double> predictions)
    {
        int outputs = truth.Outputs, right = 0;
        for (int i = 0; i < truth.Rows; i++)
        {
            var row = predictions.Slice(i * outputs, outputs);
            int own = truth.Classes[i], ahead = 0;
            for (int k = 0; k < outputs; k++)
                ahead += row[k] > row[own] || (row[k] == row[own] && k > own) ? 1 : 0;
            right += ahead < TopClasses ? 1 : 0;
        }
        return (double)right / truth.Rows;
    }

    /// <summary>The area under the ROC curve: of two classes that of the second; of more, the mean of each against the rest.</summary>
    public static double OneVsRest(Truth truth, ReadOnlySpan<double> predictions) => OneVsRest(truth, predictions, isWeighted: false);

    /// <summary>The same, each class weighed by its rows.</summary>
    public static double OneVsRestWeighted(Truth truth, ReadOnlySpan<double> predictions) => OneVsRest(truth, predictions, isWeighted: true);

    /// <summary>The mean over all pairs of classes, each told apart by the probabilities of both (Hand and Till, 2001).</summary>
    public static double OneVsOne(Truth truth, ReadOnlySpan<double> predictions) => OneVsOne(truth, predictions, isWeighted: false);

    /// <summary>The same, each pair weighed by its rows.</summary>
    public static double OneVsOneWeighted(Truth truth, ReadOnlySpan<double> predictions) => OneVsOne(truth, predictions, isWeighted: true);

    /// <summary>
    /// The mean precision at each threshold, weighed by what recall it adds: of the positive of two classes; of more, the mean over the
    /// classes, 0 for one without a row.
    /// </summary>
    public static double AveragePrecision(Truth truth, ReadOnlySpan<double> predictions)
    {
        if (truth.Outputs == 2)
            return RankedRows.Of(truth, predictions, Scoring.PositiveOf(truth.Labels!)).AveragePrecision();
        double sum = 0;
        for (int k = 0; k < truth.Outputs; k++)
            sum += RankedRows.Of(truth, predictions, k).AveragePrecision();
        return sum / truth.Outputs;
    }

    private static double OneVsRest(Truth truth, ReadOnlySpan<double> predictions, bool isWeighted)
    {
        int outputs = truth.Outputs;
        if (outputs == 2)
            return RankedRows.Of(truth, predictions, 1).Area();
        double sum = 0, weights = 0;
        for (int k = 0; k < outputs; k++)
        {
            var ranked = RankedRows.Of(truth, predictions, k);
            double weight = isWeighted ? ranked.Positives : 1;
            sum += weight * ranked.Area();
            weights += weight;
        }
        return sum / weights;
    }

    private static double OneVsOne(Truth truth, ReadOnlySpan<double> predictions, bool isWeighted)
    {
        int outputs = truth.Outputs;
        if (outputs == 2)
            return RankedRows.Of(truth, predictions, 1).Area();
        double sum = 0, weights = 0;
        for (int a = 0; a < outputs; a++)
        {
            for (int b = a + 1; b < outputs; b++)
            {
                var ranked = RankedRows.Of(truth, predictions, a, against: b);
                double weight = isWeighted ? ranked.Positives + ranked.Negatives : 1;
                sum += weight * (ranked.Area() + RankedRows.Of(truth, predictions, b, against: a).Area()) / 2;
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static double Clip(double p) => Math.Clamp(p, Epsilon, 1 - Epsilon);
}
