using Grid.Columns;

namespace Grid.Learning;

/// <summary>
/// A training matrix while it is made: any number of threads of the caller's take columns to bin from it until there are none
/// left. The matrix is the same however many there are.
/// </summary>
public sealed class MatrixBuild
{
    private readonly IReadOnlyList<RecordBatch> _batches;
    private readonly MatrixOptions _options;
    private readonly IReadOnlyList<string> _names;
    private readonly string _target;
    private readonly int _rows;
    private readonly ClassLabels? _labels;
    private readonly ushort[]? _classes;
    private readonly double[]? _values;
    private readonly (string, double[])? _weights;
    private readonly Feature[] _features;
    private readonly ushort[]?[] _wide;
    private readonly byte[][] _bins;
    private readonly double[]?[] _raw;
    private int _next = -1;

    /// <summary>Reads the target, and makes ready to bin the features.</summary>
    /// <param name="batches">The table's rows, in order; one logical type a column, in any encoding.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="task">What to predict.</param>
    /// <param name="options">Which columns, and how many bins; its workers are not asked for.</param>
    /// <exception cref="LearningException">As <see cref="TrainingMatrix.Build"/>.</exception>
    public MatrixBuild(IReadOnlyList<RecordBatch> batches, string target, LearningTask task, MatrixOptions? options = null)
    {
        (_batches, _target, _options) = (batches, target, options ?? new MatrixOptions());
        if (_options.QuantileBins is < 2 or > MatrixOptions.DefaultQuantileBins)
            throw new LearningException($"{_options.QuantileBins} quantile bins were asked for; there can be 2 to {MatrixOptions.DefaultQuantileBins}.");
        long total = batches.Sum(b => (long)b.Length);
        if (total == 0)
            throw new LearningException("the table has no rows to learn from.");
        _names = TrainingMatrix.FeaturesOf(batches[0].Schema, target, _options.Features, weights: _options.Weights);
        if (total * _names.Count > Array.MaxLength - TrainingMatrix.RowPadding)
            throw new LearningException($"{total} rows of {_names.Count} features are more than the {Array.MaxLength} values one training matrix holds; take fewer columns or a sample of the rows.");
        _rows = (int)total;

        var columns = TrainingMatrix.ColumnsOf(batches, target, out var type);
        if (task == LearningTask.Classification)
            (_labels, _classes) = TargetReader.ReadClasses(target, type, columns);
        else
            _values = TargetReader.ReadValues(target, type, columns);
        if (_options.Weights is { } weights)
            _weights = (weights, WeightReader.Read(weights, batches));
        (_features, _bins, _wide) = (new Feature[_names.Count], new byte[_names.Count][], new ushort[_names.Count][]);
        _raw = new double[]?[_names.Count];
    }

    /// <summary>How many features there are to bin.</summary>
    public int Features => _features.Length;

    /// <summary>Bins features on the calling thread until none is left to take.</summary>
    /// <param name="cancellation">Stops between features.</param>
    /// <exception cref="LearningException">A feature has another type in one batch than in the others.</exception>
    public void Work(CancellationToken cancellation)
    {
        // One feature after another is read into the same memory, where the last was not kept in it.
        ushort[]? bins = null;
        double[]? numbers = null;
        for (int f; (f = Interlocked.Increment(ref _next)) < _features.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            bins ??= GC.AllocateUninitializedArray<ushort>(_rows, pinned: true);
            _features[f] = BinFeature(_batches, _names[f], _options.QuantileBins, bins, ref numbers);
            _raw[f] = _options.KeepsValues && !_features[f].IsExact ? numbers : null;
            numbers = _raw[f] is null ? numbers : null;
            (_wide[f], _bins[f]) = _features[f].IsWide ? (bins, (byte[])[]) : (null, Narrow(bins));
            bins = _wide[f] is null ? bins : null;
        }
    }

    /// <summary>The matrix, once every thread has come back from <see cref="Work"/>.</summary>
    public TrainingMatrix Finish() => new(_target, _features, _bins, _wide, _labels, _classes, _values, _weights, _raw);

    private static byte[] Narrow(ushort[] bins)
    {
        var narrow = GC.AllocateUninitializedArray<byte>(bins.Length, pinned: true);
        for (int i = 0; i < bins.Length; i++)
            narrow[i] = (byte)bins[i];
        return narrow;
    }

    private static Feature BinFeature(IReadOnlyList<RecordBatch> batches, string name, int quantiles, ushort[] bins, ref double[]? numbers)
    {
        var columns = TrainingMatrix.ColumnsOf(batches, name, out var type);
        if (!ColumnReader.IsText(type))
        {
            ColumnReader.AllNumbers(columns, numbers ??= new double[bins.Length]);
            return FeatureBinner.Bin(name, type, numbers, null, quantiles, bins);
        }
        var texts = ColumnReader.AllTexts(columns);
        string[] categories = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var codes = categories.Select((text, code) => (text, code)).ToDictionary(c => c.text, c => c.code, StringComparer.Ordinal);
        numbers = Array.ConvertAll(texts, text => text is null ? double.NaN : codes[text]);
        return FeatureBinner.Bin(name, type, numbers, categories, quantiles, bins);
    }
}
