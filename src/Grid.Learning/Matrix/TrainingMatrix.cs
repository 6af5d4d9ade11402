namespace Grid.Learning;

/// <summary>
/// What trees are grown from: each feature of each row as one of at most 65,536 bins, and the target. Made once for all folds
/// and candidates of a search. Immutable, and safe to read from many threads.
/// </summary>
public sealed partial class TrainingMatrix
{
    internal const int RowPadding = 32;
    private readonly byte[][] _columns;
    private readonly ushort[]?[] _wide;
    // The values of features whose bins hold several, where they are kept.
    private readonly double[]?[] _raw;
    private readonly Lazy<ushort[]> _wideRows;
    private readonly Lazy<byte[]> _rowMajor;
    private readonly Lazy<ushort[]?> _rowSlots;
    private readonly Lazy<FixedTarget> _fixedTarget;

    internal TrainingMatrix(string target, IReadOnlyList<Feature> features, byte[][] columns, ushort[]?[] wide, ClassLabels? labels, ushort[]? classes, double[]? values, (string Column, double[] Rows)? weights = null, double[]?[]? raw = null)
    {
        (Target, Features, _columns, _wide, Labels) = (target, features, columns, wide, labels);
        HasWide = features.Any(f => f.IsWide);
        _wideRows = new Lazy<ushort[]>(TransposeWide);
        (ClassArray, ValueArray) = (classes, values);
        (WeightColumn, WeightArray) = (weights?.Column, weights?.Rows);
        _raw = raw ?? new double[]?[features.Count];
        Rows = classes?.Length ?? values!.Length;
        _rowMajor = new Lazy<byte[]>(Transpose);
        _rowSlots = new Lazy<ushort[]?>(NumberSlots);
        _fixedTarget = new Lazy<FixedTarget>(() => new FixedTarget(ValueArray));
    }

    /// <summary>The name of the column to predict.</summary>
    public string Target { get; }

    /// <summary>The columns to learn from.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The classes of a classification; null for a regression.</summary>
    public ClassLabels? Labels { get; }

    /// <summary>What the target asks for.</summary>
    public LearningTask Task => Labels is null ? LearningTask.Regression : LearningTask.Classification;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>Each row's class; empty for a regression.</summary>
    public ReadOnlySpan<ushort> Classes => ClassArray;

    /// <summary>Each row's number; empty for a classification.</summary>
    public ReadOnlySpan<double> Values => ValueArray;

    /// <summary>A row's bin of a feature.</summary>
    public int BinOf(int feature, int row) => _wide[feature] is { } wide ? wide[row] : _columns[feature][row];

    /// <summary>A row's value of a feature, NaN where it is missing; the greatest of its bin, where values are not kept.</summary>
    internal double ValueOf(int feature, int row) => _raw[feature] is { } raw ? raw[row] : Features[feature].Highs[BinOf(feature, row)];

    /// <summary>Bytes of memory that values take which are kept beside their bins.</summary>
    public long KeptBytes => _raw.Sum(raw => sizeof(double) * (raw?.LongLength ?? 0));

    /// <summary>Bytes of memory that the bins and the target take.</summary>
    public long ByteSize => (long)Rows * (Features.Sum(f => f.IsWide ? sizeof(ushort) : 1) + (ClassArray is null ? sizeof(double) : sizeof(ushort)) + (WeightArray is null ? 0 : sizeof(double)));

    /// <summary>The column that says how much each row counts; null where each counts once.</summary>
    public string? WeightColumn { get; }

    internal double[]? WeightArray { get; }

    internal ushort[]? ClassArray { get; }

    internal double[]? ValueArray { get; }

    /// <summary>Values a node holds: a probability per class, or one mean.</summary>
    internal int Outputs => Labels?.Count ?? 1;

    /// <summary>
    /// The bins row by row: a walk down a tree then stays within a cache line or two. Pinned, and padded so that a vector may
    /// be read from any bin on; made when first asked.
    /// </summary>
    internal byte[] RowMajor => _rowMajor.Value;

    /// <summary>
    /// Whether the target is one of numbers that lie so far apart that predictions are not rounded: the trees of a trial are then
    /// added up in their order, and do not go out in blocks.
    /// </summary>
    public bool IsWide => Task == LearningTask.Regression && FixedTarget.IsWide;

    /// <summary>A regression's target as trees add it up; made when first asked.</summary>
    internal FixedTarget FixedTarget => _fixedTarget.Value;

    /// <summary>
    /// Row by row, each feature's bin numbered among the bins of all features: a row's places in a histogram of them all.
    /// Pinned; null where there are more than 65,536 bins.
    /// </summary>
    internal ushort[]? RowSlots => _rowSlots.Value;

    /// <summary>The bins of a row, one a feature.</summary>
    internal ReadOnlySpan<byte> RowBins(int row) => RowMajor.AsSpan(row * Features.Count, Features.Count);

    internal byte[] Column(int feature) => _columns[feature];

    /// <summary>The bins of a feature that has more than 256.</summary>
    internal ushort[] WideColumn(int feature) => _wide[feature]!;

    /// <summary>Whether a feature has more than 256 bins: rows are then walked by <see cref="WideRowBins"/>, and no vector is made of their bins.</summary>
    internal bool HasWide { get; }

    /// <summary>The bins of a row, one a feature, in 16 bits each.</summary>
    internal ReadOnlySpan<ushort> WideRowBins(int row) => _wideRows.Value.AsSpan(row * Features.Count, Features.Count);

    private ushort[] TransposeWide()
    {
        var all = GC.AllocateUninitializedArray<ushort>(Rows * Features.Count);
        int width = Features.Count;
        for (int f = 0; f < width; f++)
        {
            for (int r = 0, at = f; r < Rows; r++, at += width)
                all[at] = (ushort)BinOf(f, r);
        }
        return all;
    }

    private byte[] Transpose()
    {
        var all = GC.AllocateUninitializedArray<byte>(Rows * Features.Count + RowPadding, pinned: true);
        int width = Features.Count;
        for (int f = 0; f < width; f++)
        {
            var column = _columns[f];
            for (int r = 0, at = f; r < column.Length; r++, at += width)
                all[at] = column[r];
        }
        return all;
    }

    private ushort[]? NumberSlots()
    {
        if (Features.Sum(f => f.BinCount) > ushort.MaxValue + 1)
            return null;
        var all = GC.AllocateUninitializedArray<ushort>(Rows * Features.Count, pinned: true);
        int width = Features.Count, offset = 0;
        for (int f = 0; f < width; f++)
        {
            var column = _columns[f];
            for (int r = 0, at = f; r < column.Length; r++, at += width)
                all[at] = (ushort)(offset + column[r]);
            offset += Features[f].BinCount;
        }
        return all;
    }
}
