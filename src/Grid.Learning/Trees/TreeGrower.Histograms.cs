namespace Grid.Learning;

// The histograms of all features that large nodes keep.
internal abstract unsafe partial class TreeGrower
{
    protected IDisposable Histogram(int index) => _histograms[index];

    private bool NeedsHistogram(in Frame child, int position, in GrowthRules rules) =>
        KeepsHistogram(child.Rows) && !rules.StopsBefore(child.Depth, child.Rows) && !IsPureAt(position) && _memo?.Knows(child.Set) != true;

    /// <summary>Gives the children their histograms: the smaller counts, the larger takes its parent's less that.</summary>
    private void HandDown(int parent, ref Frame small, bool smallNeeds, ref Frame large, bool largeNeeds)
    {
        if (!largeNeeds)
        {
            // A small one that needs a histogram counts it when its turn comes.
            ReleaseHistogram(parent);
            return;
        }
        int counted = TakeHistogram();
        Count(counted, small.Start, small.End);
        Subtract(parent, counted);
        large.Histogram = parent;
        if (smallNeeds)
            small.Histogram = counted;
        else
            ReleaseHistogram(counted);
    }

    private int TakeHistogram()
    {
        if (_freeHistograms.TryPop(out int index))
        {
            Wipe(index);
            return index;
        }
        _histograms.Add(NewHistogram());
        return _histograms.Count - 1;
    }

    private void ReleaseHistogram(int index)
    {
        if (index >= 0)
            _freeHistograms.Push(index);
    }
}
