using Grid.Columns;

namespace Grid.Learning;

/// <summary>What a model predicts on average where a feature is set to a value in every row.</summary>
/// <param name="Value">The value, as the forest compares it: a number, or the code of a category.</param>
/// <param name="Name">The value in words: a category, a moment, or the number.</param>
/// <param name="Means">The mean prediction: a probability per class, or one number.</param>
public sealed record PartialDependence(double Value, string Name, IReadOnlyList<double> Means)
{
    /// <summary>
    /// The dependence on a feature: scikit-learn's partial_dependence by brute force. Values are the distinct ones, where they are
    /// fewer than <paramref name="resolution"/> or texts; else so many between the 5th and the 95th percentile, evenly apart.
    /// Rows without a value take part, as the model has it.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">Rows with all features.</param>
    /// <param name="feature">The feature's name.</param>
    /// <param name="resolution">How many values at most.</param>
    /// <param name="workers">Threads; 0 for one a core.</param>
    /// <param name="cancellation">Stops between blocks of rows.</param>
    /// <exception cref="LearningException">The model has no such feature, the rows have no value of it, or a column is missing or of another kind.</exception>
    public static IReadOnlyList<PartialDependence> Of(
        Forest model, IReadOnlyList<RecordBatch> batches, string feature, int resolution = 100, int workers = 0, CancellationToken cancellation = default)
    {
        int at = RequireFeature(model, feature);
        if (resolution < 2)
            throw new LearningException($"{resolution} values were asked for; there must be at least 2.");
        var columns = new FeatureColumns(model, batches);
        double[] grid = GridOf(columns.Columns[at], model.Features[at], resolution);
        if (grid.Length == 0)
            throw new LearningException($"no row has a value of '{feature}' that the model knows; check the table and its filters.");
        var found = new PartialDependence[grid.Length];
        FeatureColumns.ForEach(grid.Length, workers, i =>
        {
            var instead = new double[columns.Rows];
            Array.Fill(instead, grid[i]);
            double[] predicted = columns.Predict(at, instead, cancellation);
            var means = new double[model.Outputs];
            for (int r = 0; r < predicted.Length; r++)
                means[r % means.Length] += predicted[r];
            found[i] = new PartialDependence(grid[i], NameOf(model.Features[at], grid[i]), [.. means.Select(m => m / columns.Rows)]);
        }, cancellation);
        return found;
    }

    /// <summary>The position of a feature in a model.</summary>
    /// <exception cref="LearningException">The model has none of that name.</exception>
    public static int RequireFeature(Forest model, string feature)
    {
        for (int f = 0; f < model.Features.Count; f++)
        {
            if (model.Features[f].Name == feature)
                return f;
        }
        throw new LearningException($"the model has not learned from '{feature}'{NearestName.Hint(feature, model.Features.Select(f => f.Name))} Its features: {string.Join(", ", model.Features.Take(20).Select(f => f.Name))}{(model.Features.Count > 20 ? " and others" : "")}.");
    }

    private static double[] GridOf(double[] column, Feature feature, int resolution)
    {
        double[] sorted = [.. column.Where(v => !double.IsNaN(v)).Order()], distinct = [.. sorted.Distinct()];
        if (distinct.Length < resolution || feature.Categories is not null)
            return distinct;
        double low = Quantile(sorted, 0.05), high = Quantile(sorted, 0.95);
        // Most rows have one value: the ends are the same, and say nothing of the others.
        return low == high ? [sorted[0], low, sorted[^1]] : [.. Enumerable.Range(0, resolution).Select(i => i == resolution - 1 ? high : low + i * ((high - low) / (resolution - 1)))];
    }

    // scipy's mquantiles, which scikit-learn takes.
    private static double Quantile(double[] sorted, double share)
    {
        double place = sorted.Length * share + 0.4 + share * 0.2;
        double below = Math.Floor(Math.Clamp(place, 1, sorted.Length - 1)), part = Math.Clamp(place - below, 0, 1);
        return (1 - part) * sorted[(int)below - 1] + part * sorted[(int)below];
    }

    private static string NameOf(Feature feature, double value) => feature.Categories is { } texts ? texts[(int)value]
        : feature.Type.Kind == LogicalKind.Bool ? value == 0 ? "false" : "true"
        : feature.Type.Kind is LogicalKind.Date or LogicalKind.Timestamp ? MomentText.Of(feature.Type, (long)Math.Round(value))
        : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
