namespace Grid.Learning;

/// <summary>
/// Grows trees from rows that have weights of their own, besides how often they were drawn and what their class counts. Weights are
/// rounded to one quantum a tree, such that sums of them are exact in a double: they do not depend on the order of the rows, and equal
/// splits tie. Rows of weight 0 are left out, as scikit-learn leaves them out.
/// </summary>
internal abstract unsafe class WeightedGrower : TreeGrower
{
    // Bits that the sum of all weights takes at most.
    private const int Bits = 52;

    private readonly double[] _rowWeights;
    private readonly NativeBuffer<int> _rows, _rowScratch;
    private readonly NativeBuffer<double> _weights, _weightScratch;

    protected WeightedGrower(TrainingMatrix matrix, ForestParameters parameters, int trainingRows) : base(matrix, parameters, trainingRows)
    {
        _rowWeights = matrix.WeightArray!;
        (_rows, _rowScratch) = (new NativeBuffer<int>(trainingRows), new NativeBuffer<int>(trainingRows));
        (_weights, _weightScratch) = (new NativeBuffer<double>(trainingRows), new NativeBuffer<double>(trainingRows));
    }

    protected int* Rows => _rows.Pointer;

    protected double* Weights => _weights.Pointer;

    protected double RootWeight { get; private set; }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (IDisposable buffer in new IDisposable[] { _rows, _rowScratch, _weights, _weightScratch })
            buffer.Dispose();
    }

    /// <summary>Makes ready for a tree's sample.</summary>
    protected virtual void Prepare(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> weights) { }

    /// <summary>What a row counts by its target.</summary>
    protected abstract double TargetWeight(int row);

    protected override int Load(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> weights)
    {
        Prepare(rows, weights);
        double total = 0;
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double weight = _rowWeights[rows[i]] * TargetWeight(rows[i]) * (weights.IsEmpty ? 1 : weights[i]);
            if (weight == 0)
                continue;
            (Rows[count], Weights[count++]) = (rows[i], weight);
            total += weight;
        }
        // A sample may have drawn rows of weight 0 alone; it then has all rows.
        if (count == 0 && !weights.IsEmpty)
            return Load(rows, []);
        int exponent = Bits - 1 - Math.ILogB(total);
        RootWeight = 0;
        for (int i = 0; i < count; i++)
        {
            Weights[i] = Math.ScaleB(Math.Max(1, Math.Round(Math.ScaleB(Weights[i], exponent))), -exponent);
            RootWeight += Weights[i];
        }
        return count;
    }

    protected override void PutRoot() { }

    protected override void PutChildren(int position) { }

    protected override uint* RowNumbers(int place, out int stride)
    {
        stride = 1;
        return (uint*)(Rows + place);
    }

    protected int BinAt(int feature, int place) => IsWide(feature) ? WideColumn(feature)[Rows[place]] : Column(feature)[Rows[place]];

    /// <summary>Sorts a node's rows by a feature; returns false where it is constant.</summary>
    protected bool Sort(int feature, in Frame frame)
    {
        var keys = Ranks.Keys;
        for (int i = 0; i < frame.Rows; i++)
            keys[i] = RankSort.Key((ushort)BinAt(feature, frame.Start + i), i);
        Ranks.Sort(frame.Rows);
        return RankSort.BinOf(keys[0]) != RankSort.BinOf(keys[frame.Rows - 1]);
    }

    /// <summary>
    /// The boundary that is drawn in a node whose rows are sorted: after which row, the last bin that goes left, and the threshold.
    /// </summary>
    protected (int Last, int Cut, double Threshold) DrawSorted(int feature, in Frame frame)
    {
        var keys = Ranks.Keys;
        int first = 0, rows = frame.Rows;
        while (RankSort.BinOf(keys[first]) < FirstValue(feature))
            first++;
        int cut = DrawCut(feature, RankSort.BinOf(keys[first]), RankSort.BinOf(keys[rows - 1]), frame.Key, out double threshold);
        int last = 0;
        while (RankSort.BinOf(keys[last + 1]) <= cut)
            last++;
        return (last, cut, threshold);
    }

    protected override bool IsPerfect(in Best best) => false;

    protected override int Partition(int start, int end, int feature, int cut)
    {
        int left = start, moved = 0;
        for (int i = start; i < end; i++)
        {
            int bin = BinAt(feature, i);
            if (bin <= cut)
                (Rows[left], Weights[left++]) = (Rows[i], Weights[i]);
            else
                (_rowScratch.Pointer[moved], _weightScratch.Pointer[moved++]) = (Rows[i], Weights[i]);
        }
        new Span<int>(_rowScratch.Pointer, moved).CopyTo(new Span<int>(Rows + left, moved));
        new Span<double>(_weightScratch.Pointer, moved).CopyTo(new Span<double>(Weights + left, moved));
        return left;
    }

    protected override bool KeepsHistogram(int rows) => false;

    protected override IDisposable NewHistogram() => throw new NotSupportedException();

    protected override void Count(int histogram, int start, int end) => throw new NotSupportedException();

    protected override void Subtract(int from, int histogram) => throw new NotSupportedException();

    protected override void Wipe(int histogram) => throw new NotSupportedException();
}
