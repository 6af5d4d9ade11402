namespace Grid.Learning;

/// <summary>Scores of predicted numbers.</summary>
internal static class NumberScores
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>As scikit-learn's r2_score: of a constant truth, 1 where it is predicted exactly and 0 where not; NaN for one row.</summary>
    public static double R2(Truth truth, ReadOnlySpan<double> predictions)
    {
        if (truth.Rows < 2)
            return double.NaN;
        double scale = ScaleOf(truth, predictions), sum = 0, residual = 0, total = 0;
        foreach (double value in truth.Values)
            sum += value * scale;
        double mean = sum / truth.Rows;
        for (int i = 0; i < truth.Rows; i++)
        {
            double value = truth.Values[i] * scale, prediction = predictions[i] * scale;
            residual += (value - prediction) * (value - prediction);
            total += (value - mean) * (value - mean);
        }
        return Explained(residual, total);
    }

    /// <summary>As R², but errors that all rows share cost nothing.</summary>
    public static double ExplainedVariance(Truth truth, ReadOnlySpan<double> predictions)
    {
        double scale = ScaleOf(truth, predictions), values = 0, errors = 0, residual = 0, total = 0;
        for (int i = 0; i < truth.Rows; i++)
        {
            values += truth.Values[i] * scale;
            errors += truth.Values[i] * scale - predictions[i] * scale;
        }
        (values, errors) = (values / truth.Rows, errors / truth.Rows);
        for (int i = 0; i < truth.Rows; i++)
        {
            double value = truth.Values[i] * scale - values, error = truth.Values[i] * scale - predictions[i] * scale - errors;
            residual += error * error;
            total += value * value;
        }
        return Explained(residual, total);
    }

    public static double NegMeanSquaredError(Truth truth, ReadOnlySpan<double> predictions)
    {
        double scale = ScaleOf(truth, predictions);
        return -(SumOfSquares(truth, predictions, scale) / truth.Rows) / scale / scale;
    }

    public static double NegRootMeanSquaredError(Truth truth, ReadOnlySpan<double> predictions)
    {
        double scale = ScaleOf(truth, predictions);
        return -Math.Sqrt(SumOfSquares(truth, predictions, scale) / truth.Rows) / scale;
    }

    public static double NegMeanAbsoluteError(Truth truth, ReadOnlySpan<double> predictions)
    {
        double scale = ScaleOf(truth, predictions), sum = 0;
        for (int i = 0; i < truth.Rows; i++)
            sum += Math.Abs(truth.Values[i] * scale - predictions[i] * scale);
        return -(sum / truth.Rows) / scale;
    }

    public static double NegMedianAbsoluteError(Truth truth, ReadOnlySpan<double> predictions)
    {
        var errors = Errors(truth, predictions);
        Array.Sort(errors);
        int middle = errors.Length / 2;
        return errors.Length % 2 == 1 ? -errors[middle] : -(errors[middle - 1] / 2 + errors[middle] / 2);
    }

    public static double MaxError(Truth truth, ReadOnlySpan<double> predictions) => -Errors(truth, predictions).Max();

    /// <summary>Errors as shares of the truth, which is taken for a double's epsilon at least.</summary>
    public static double NegMeanAbsolutePercentageError(Truth truth, ReadOnlySpan<double> predictions)
    {
        double sum = 0;
        for (int i = 0; i < truth.Rows; i++)
            sum += Math.Abs(truth.Values[i] - predictions[i]) / Math.Max(Math.Abs(truth.Values[i]), Epsilon);
        return -(sum / truth.Rows);
    }

    /// <summary>The squared error of ln(1 + x): NaN where a number is negative.</summary>
    public static double NegMeanSquaredLogError(Truth truth, ReadOnlySpan<double> predictions)
    {
        double sum = 0;
        for (int i = 0; i < truth.Rows; i++)
        {
            if (truth.Values[i] < 0 || predictions[i] < 0)
                return double.NaN;
            double apart = LogOfOneMore(truth.Values[i]) - LogOfOneMore(predictions[i]);
            sum += apart * apart;
        }
        return -(sum / truth.Rows);
    }

    public static double NegRootMeanSquaredLogError(Truth truth, ReadOnlySpan<double> predictions) => -Math.Sqrt(-NegMeanSquaredLogError(truth, predictions));

    /// <summary>ln(1 + x) to the last digits also near 0, where 1 + x loses them (Kahan).</summary>
    private static double LogOfOneMore(double x)
    {
        double more = 1 + x;
        return more == 1 ? x : Math.Log(more) * (x / (more - 1));
    }

    private static double Explained(double residual, double total) => total == 0 ? residual == 0 ? 1 : 0 : 1 - residual / total;

    private static double SumOfSquares(Truth truth, ReadOnlySpan<double> predictions, double scale)
    {
        double sum = 0;
        for (int i = 0; i < truth.Rows; i++)
        {
            double apart = truth.Values[i] * scale - predictions[i] * scale;
            sum += apart * apart;
        }
        return sum;
    }

    private static double[] Errors(Truth truth, ReadOnlySpan<double> predictions)
    {
        var errors = new double[truth.Rows];
        for (int i = 0; i < errors.Length; i++)
            errors[i] = Math.Abs(truth.Values[i] - predictions[i]);
        return errors;
    }

    /// <summary>1, or the power of two that brings numbers near it whose squares would be too great or too small for a double.</summary>
    private static double ScaleOf(Truth truth, ReadOnlySpan<double> predictions)
    {
        double greatest = 0;
        for (int i = 0; i < truth.Rows; i++)
            greatest = Math.Max(greatest, Math.Max(Math.Abs(truth.Values[i]), Math.Abs(predictions[i])));
        int exponent = greatest == 0 ? 0 : Math.ILogB(greatest);
        return Math.Abs(exponent) < 400 ? 1 : Math.ScaleB(1.0, Math.Clamp(-exponent, -1000, 1000));
    }
}
