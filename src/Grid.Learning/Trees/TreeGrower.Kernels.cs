namespace Grid.Learning;

// What the growers for classes and for figures do each in their own way.
internal abstract unsafe partial class TreeGrower
{
    /// <summary>Lists the rows of a new tree; returns how many have a weight.</summary>
    protected abstract int Load(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> weights);

    /// <summary>Puts what is known of the root on the stack.</summary>
    protected abstract void PutRoot();

    /// <summary>Makes a stacked node, whose rows are those of a frame, the current one.</summary>
    protected abstract void Take(int position, in Frame frame);

    /// <summary>Puts the two sides of the split last measured on the stack, the right one below.</summary>
    protected abstract void PutChildren(int position);

    /// <summary>What the current node would predict.</summary>
    protected abstract void WriteValues(Span<double> values);

    /// <summary>Whether a stacked node is known to have one target, without looking at its rows.</summary>
    protected virtual bool IsPureAt(int position) => false;

    /// <summary>The number of the row at a place of the list, those of the next ones so many numbers behind each other.</summary>
    protected abstract uint* RowNumbers(int place, out int stride);

    /// <summary>Sums up the rows whose bins go left in the split that was recalled.</summary>
    protected abstract void SumLeft(in Frame frame, int feature, int leftBin);

    /// <summary>Whether all rows of the current node have one target.</summary>
    protected abstract bool IsPure(in Frame frame);

    /// <summary>
    /// Looks at all features of a small node at once: marks those that are constant, and those that have a perfect split.
    /// Returns false where that would not pay.
    /// </summary>
    protected virtual bool Survey(in Frame frame, int tried, ulong[] constant, ulong[] perfect) => false;

    /// <summary>Fills in the perfect split of a surveyed feature.</summary>
    protected virtual void TakePerfect(ref Best best) { }

    /// <summary>
    /// Scores all features of a small node at once: marks those whose best split is the best of the node, if it has any.
    /// Returns false where that would not pay. Only asked where every feature is tried.
    /// </summary>
    protected virtual bool Rank(in Frame frame, ulong[] ranked, out long score)
    {
        score = long.MinValue;
        return false;
    }

    /// <summary>Fills in the best split of a feature that was ranked, and remembers its sides.</summary>
    protected virtual void TakeRanked(in Frame frame, int feature, ref Best best) { }

    /// <summary>Tries a feature in the current node, from its rows or from its histogram; returns false where it is constant.</summary>
    protected abstract bool Try(int feature, in Frame frame, ref Best best);

    /// <summary>Whether no split of the current node can be better.</summary>
    protected abstract bool IsPerfect(in Best best);

    /// <summary>Remembers the sides of the best split; returns the weighted decrease of impurity.</summary>
    protected abstract double Measure(in Best best);

    protected abstract int Partition(int start, int end, int feature, int cut);

    /// <summary>Whether a node of this many rows is to have a histogram of all features.</summary>
    protected abstract bool KeepsHistogram(int rows);

    protected abstract IDisposable NewHistogram();

    /// <summary>Counts rows into an empty histogram of all features.</summary>
    protected abstract void Count(int histogram, int start, int end);

    /// <summary>Takes one histogram away from another.</summary>
    protected abstract void Subtract(int from, int histogram);

    protected abstract void Wipe(int histogram);
}
