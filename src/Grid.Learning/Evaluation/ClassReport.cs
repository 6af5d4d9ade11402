namespace Grid.Learning;

/// <summary>A line of scikit-learn's classification_report.</summary>
/// <param name="Name">The class, or <c>macro avg</c> or <c>weighted avg</c>.</param>
/// <param name="Precision">Of the rows predicted as it, the share that is of it; 0 where there are none.</param>
/// <param name="Recall">Of its rows, the share that is predicted as it; 0 where there are none.</param>
/// <param name="F1">The harmonic mean of both.</param>
/// <param name="Support">Its rows.</param>
public sealed record ClassReport(string Name, double Precision, double Recall, double F1, long Support)
{
    /// <summary>A line a class, then the means: all classes alike, as labels are given, and weighed by their rows.</summary>
    internal static IReadOnlyList<ClassReport> Of(Truth truth, ReadOnlySpan<double> predictions)
    {
        var counts = ClassCounts.Of(truth, predictions);
        ClassReport[] classes = [.. truth.Labels!.Names.Select((name, k) => new ClassReport(name, counts.Precision(k), counts.Recall(k), counts.F1(k), counts.Actual[k]))];
        double rows = truth.Rows;
        return
        [
            .. classes,
            new ClassReport("macro avg", classes.Average(c => c.Precision), classes.Average(c => c.Recall), classes.Average(c => c.F1), truth.Rows),
            new ClassReport("weighted avg", classes.Sum(c => c.Support * c.Precision) / rows, classes.Sum(c => c.Support * c.Recall) / rows, classes.Sum(c => c.Support * c.F1) / rows, truth.Rows),
        ];
    }
}
