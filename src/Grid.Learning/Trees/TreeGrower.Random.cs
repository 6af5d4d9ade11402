using System.Runtime.CompilerServices;

namespace Grid.Learning;

// Extremely randomised trees (Geurts, Ernst and Wehenkel, Machine Learning 63, 2006): a threshold a feature, drawn.
internal abstract unsafe partial class TreeGrower
{
    /// <summary>The first bin of a feature that stands for a value.</summary>
    protected int FirstValue(int feature) => _features[feature].HasMissing ? 1 : 0;

    /// <summary>Finds the range of a feature's values in a node; returns false where all its bins are one.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="frame">The node.</param>
    /// <param name="low">The least bin of a value.</param>
    /// <param name="high">The greatest bin.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected bool FindRange(int feature, in Frame frame, out int low, out int high)
    {
        uint* rows = RowNumbers(frame.Start, out int stride);
        byte* column = Column(feature);
        ushort* wide = IsWide(feature) ? WideColumn(feature) : null;
        int first = FirstValue(feature), least = int.MaxValue;
        (low, high) = (int.MaxValue, 0);
        for (int i = 0; i < frame.Rows; i++, rows += stride)
        {
            int bin = wide is null ? column[*rows] : wide[*rows];
            least = Math.Min(least, bin);
            low = Math.Min(low, bin < first ? int.MaxValue : bin);
            high = Math.Max(high, bin);
        }
        return least < high;
    }

    /// <summary>
    /// Draws a threshold evenly between the least and the greatest value of a node; missing values go left, and by themselves where the
    /// others are all one value. The draw follows from the node's path and the feature alone.
    /// </summary>
    /// <param name="feature">The feature, which is not constant in the node.</param>
    /// <param name="low">The least bin of a value in the node.</param>
    /// <param name="high">The greatest.</param>
    /// <param name="key">The node's key.</param>
    /// <param name="threshold">Values up to it go left.</param>
    /// <returns>The last bin that goes left.</returns>
    protected int DrawCut(int feature, int low, int high, ulong key, out double threshold)
    {
        var bins = _features[feature];
        if (low == high)
        {
            threshold = bins.Threshold(0, high, out int missing);
            return missing;
        }
        double least = bins.Highs[low], greatest = bins.Lows[high];
        double share = new RandomStream(RandomStream.OfFeature(key, feature)).Share();
        threshold = least * (1 - share) + greatest * share;
        // Rounding, and infinite values.
        if (!(threshold >= least && threshold < greatest))
            threshold = least;
        int cut = low, above = high;
        while (above - cut > 1)
        {
            int middle = (cut + above) / 2;
            if (bins.Highs[middle] <= threshold)
                cut = middle;
            else
                above = middle;
        }
        // A bin of several values is not parted: the threshold moves to its edge.
        if (bins.Lows[cut + 1] <= threshold)
            threshold = bins.Threshold(cut, cut + 1, out _);
        return cut;
    }
}
