using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Learning;

// Finds the split of a node: features are drawn and tried, or ranked all at once, or known from another tree.
internal abstract unsafe partial class TreeGrower
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TrySplit(ref Frame frame, in GrowthRules rules, out Best best, out double decrease)
    {
        best = new Best { Score = long.MinValue, Feature = -1 };
        decrease = 0;
        if (rules.StopsBefore(frame.Depth, frame.Rows) || frame.Rows < 2 * (long)MinLeaf || IsPure(frame))
            return false;
        if (frame.Histogram < 0 && KeepsHistogram(frame.Rows) && _memo?.Knows(frame.Set) != true)
            Count(frame.Histogram = TakeHistogram(), frame.Start, frame.End);
        if (_memo is not null)
            Recall(frame, ref best);
        else if (!TriesAll || !Rank(frame, _perfect, out long score))
            Draw(frame, ref best);
        else if (score >= 0)
            TakeFirstDrawn(frame, score, ref best);
        if (best.Feature < 0)
            return false;
        decrease = Measure(best);
        return !rules.StopsAfter(decrease);
    }

    /// <summary>
    /// As <see cref="Draw"/> where all features are tried: the best splits of the node's rows are known or found, and the one
    /// whose feature is drawn first is taken.
    /// </summary>
    private void Recall(in Frame frame, ref Best best)
    {
        if (!_memo!.TryGet(frame.Set, out long score, out var ties))
        {
            score = FindTies(frame);
            ties = CollectionsMarshal.AsSpan(_ties);
            _memo.Add(frame.Set, score, _ties);
        }
        if (ties.Length == 0)
            return;
        var first = ties.Length == 1 ? ties[0] : FirstDrawn(frame.Key, ties);
        best = new Best { Score = score, Feature = first.Feature, LeftBin = first.LeftBin, RightBin = first.RightBin };
        SumLeft(frame, first.Feature, first.LeftBin);
    }

    private void TakeFirstDrawn(in Frame frame, long score, ref Best best)
    {
        best.Score = score;
        TakeRanked(frame, FirstDrawn(frame.Key, _perfect), ref best);
    }

    private long FindTies(in Frame frame)
    {
        _ties.Clear();
        if (Rank(frame, _perfect, out long score))
        {
            for (int word = 0; word < _words; word++)
            {
                for (ulong set = _perfect[word]; set != 0; set &= set - 1)
                {
                    var best = default(Best);
                    TakeRanked(frame, word * 64 + BitOperations.TrailingZeroCount(set), ref best);
                    _ties.Add(new SplitMemo.Tie(best.Feature, best.LeftBin, best.RightBin));
                }
            }
            return score;
        }
        SortLists(frame);
        bool surveyed = Survey(frame, _tried, _known, _perfect);
        // Vectors reach past the last feature.
        _perfect[^1] &= ulong.MaxValue >> (-FeatureCount & 63);
        bool perfect = surveyed && _perfect.AsSpan().ContainsAnyExcept(0UL);
        for (int feature = 0; feature < FeatureCount; feature++)
        {
            if ((_known[feature >> 6] >> feature & 1) != 0)
                continue;
            var best = new Best { Score = long.MinValue, Feature = -1 };
            if (perfect)
            {
                if ((_perfect[feature >> 6] >> feature & 1) == 0)
                    continue;
                best.Feature = feature;
                TakePerfect(ref best);
            }
            else if (!Try(feature, frame, ref best))
            {
                _known[feature >> 6] |= 1UL << feature;
            }
            if (best.Feature < 0 || best.Score < score)
                continue;
            if (best.Score > score)
                _ties.Clear();
            score = best.Score;
            _ties.Add(new SplitMemo.Tie(feature, best.LeftBin, best.RightBin));
        }
        return score;
    }

    private SplitMemo.Tie FirstDrawn(ulong key, ReadOnlySpan<SplitMemo.Tie> ties)
    {
        Array.Clear(_tied);
        foreach (var tie in ties)
            _tied[tie.Feature >> 6] |= 1UL << tie.Feature;
        int feature = FirstDrawn(key, _tied);
        foreach (var tie in ties)
        {
            if (tie.Feature == feature)
                return tie;
        }
        throw new UnreachableException();
    }

    /// <summary>Which of the marked features a node draws first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FirstDrawn(ulong key, ulong[] marked)
    {
        var random = new RandomStream(key);
        int left = _order.Length, drawn = 0, feature;
        do
        {
            int at = random.Below(left--);
            feature = _order[at];
            _order[at] = _order[left];
            _order[left] = feature;
            _swaps[drawn++] = at;
        }
        while ((marked[feature >> 6] >> feature & 1) == 0);
        PutBack(drawn, left);
        return feature;
    }

    /// <summary>Puts the order of the features back, so that draws depend on a node's key alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutBack(int drawn, int left)
    {
        var order = _order;
        while (drawn > 0)
        {
            int at = _swaps[--drawn];
            (order[at], order[left]) = (order[left], order[at]);
            left++;
        }
    }

    private UInt128 SetOf(int start, int end)
    {
        UInt128 set = 0;
        uint* rows = RowNumbers(start, out int stride);
        for (int i = start; i < end; i++, rows += stride)
            set ^= _rowBits[*rows];
        return set;
    }

    /// <summary>
    /// Draws features and tries them, as scikit-learn does: as many as wanted, constant ones included, and on until one was
    /// not constant.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Draw(in Frame frame, ref Best best)
    {
        var random = new RandomStream(frame.Key);
        var order = _order;
        SortLists(frame);
        bool surveyed = Survey(frame, _tried, _known, _perfect);
        int drawn = 0, constant = 0, left = order.Length;
        while (left > 0 && (drawn < _tried || drawn == constant))
        {
            int at = random.Below(left--);
            int feature = order[at];
            order[at] = order[left];
            order[left] = feature;
            _swaps[drawn++] = at;
            if ((_known[feature >> 6] >> feature & 1) != 0)
            {
                constant++;
            }
            else if (surveyed)
            {
                if ((_perfect[feature >> 6] >> feature & 1) == 0)
                    continue;
                best.Feature = feature;
                TakePerfect(ref best);
                break;
            }
            else if (!Try(feature, frame, ref best))
            {
                constant++;
                _known[feature >> 6] |= 1UL << feature;
            }
            else if (IsPerfect(best))
            {
                break;
            }
        }
        if (surveyed && best.Feature < 0)
        {
            for (int i = 1; i <= drawn; i++)
            {
                int feature = order[^i];
                if ((_known[feature >> 6] >> feature & 1) == 0)
                    Try(feature, frame, ref best);
            }
        }
        PutBack(drawn, left);
    }
}
