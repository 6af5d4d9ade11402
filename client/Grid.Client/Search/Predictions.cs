using System.Runtime.InteropServices;
using Grid.Columns;
using Grid.Learning;

namespace Grid.Client;

/// <summary>What a model predicts for the rows of a frame, in the order of the rows.</summary>
public sealed class Predictions
{
    private readonly double[] _probabilities;

    private Predictions(Column values, ClassLabels? labels, double[] probabilities) =>
        (Values, Labels, _probabilities) = (values, labels, probabilities);

    /// <summary>How many rows there are.</summary>
    public int Rows => Values.Length;

    /// <summary>For each row the class, of the type of the model's target (as dictionary codes: positions in <see cref="Labels"/>), or the number.</summary>
    public Column Values { get; }

    /// <summary>The classes; null where numbers are predicted.</summary>
    public ClassLabels? Labels { get; }

    /// <summary>A row's probability of each class, in the order of <see cref="Labels"/>; empty where numbers are predicted.</summary>
    public ReadOnlySpan<double> ProbabilitiesOf(int row) =>
        Labels is { Count: var classes } ? _probabilities.AsSpan(row * classes, classes) : default;

    /// <summary>The columns of the frame that were to stand beside the predictions, in batches of rows in their order; none where none were asked for.</summary>
    public IReadOnlyList<RecordBatch> Kept { get; private init; } = [];

    /// <summary>The texts that the model has not seen in training, which it takes for missing: feature by feature, those without any left out.</summary>
    public IReadOnlyList<UnseenCategory> Unseen { get; private init; } = [];

    /// <summary>What is worth knowing of the rows, a line each: whole numbers that are rounded, features without any value.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <exception cref="LearningException">A feature is missing, or of another kind.</exception>
    internal static Predictions Of(Forest model, IReadOnlyList<RecordBatch> batches, IReadOnlyList<string> keep, int threads, CancellationToken cancellation)
    {
        var predicted = Of(model, batches, threads, cancellation);
        string[] features = [.. model.Features.Select(feature => feature.Name)];
        return new Predictions(predicted.Values, predicted.Labels, predicted._probabilities)
        {
            Kept = keep.Count == 0 ? [] : [.. batches.Select(batch => Take(batch, keep))],
            Unseen = model.FindUnseen(batches),
            Notes = [.. RoundedNumbers.Notes(batches, features), .. EmptyFeatures.Notes(batches, features, "the model takes them for missing")],
        };
    }

    private static RecordBatch Take(RecordBatch batch, IReadOnlyList<string> names)
    {
        int[] at = [.. names.Select(batch.Schema.IndexOf)];
        return new RecordBatch(new Schema([.. at.Select(i => batch.Schema.Fields[i])]), [.. at.Select(i => batch.Columns[i])], batch.Length);
    }

    private static Predictions Of(Forest model, IReadOnlyList<RecordBatch> batches, int threads, CancellationToken cancellation)
    {
        if (model.Labels is not { } labels)
        {
            var numbers = batches.SelectMany(b => ((PrimitiveColumn<double>)model.Predict(b, threads, cancellation)).Values.ToArray()).ToArray();
            return new Predictions(ColumnFactory.Primitive<double>(DataType.Float64, numbers), null, []);
        }
        double[] probabilities = [.. batches.SelectMany(b => model.PredictProbabilities(b, threads, cancellation))];
        var classes = new ushort[probabilities.Length / labels.Count];
        for (int r = 0; r < classes.Length; r++)
            classes[r] = (ushort)Greatest(probabilities.AsSpan(r * labels.Count, labels.Count));
        var codes = new PrimitiveColumn<ushort>(DataType.UInt16, MemoryMarshal.AsBytes(classes.AsSpan()).ToArray());
        return new Predictions(new DictionaryColumn(codes, labels.Values, ordered: true), labels, probabilities);
    }

    // As the model decides: the first of equals.
    private static int Greatest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] > values[best])
                best = k;
        }
        return best;
    }
}
