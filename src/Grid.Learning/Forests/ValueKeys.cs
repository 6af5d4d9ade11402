namespace Grid.Learning;

/// <summary>
/// The values of a feature, and thresholds between them, as numbers of 32 bits that compare as they do. Where a value's is that of a
/// threshold, the two are too close together for that, and must be compared themselves.
/// </summary>
/// <remarks>
/// A double's bits, sorted, less those of the feature's least value, lose as many of their lowest as go beyond 29. Two more bits tell
/// whether any of these were set, of values by even numbers: a value that is what is left of it lies below a threshold that is, and both
/// below what is more.
/// </remarks>
internal readonly struct ValueKeys
{
    /// <summary>The key of a missing value, below all others.</summary>
    public const int Missing = int.MinValue;

    private const int AnyValue = Missing + 1, Below = Missing + 2, Above = int.MaxValue, Bits = 29;

    private readonly long _first, _last;
    private readonly int _shift;

    /// <summary>The keys of a feature's range.</summary>
    public ValueKeys(Feature feature)
    {
        (_first, _last) = (long.MaxValue, long.MinValue);
        foreach (double low in feature.Lows)
            _first = double.IsNaN(low) ? _first : Math.Min(_first, Sorted(low));
        foreach (double high in feature.Highs)
            _last = double.IsNaN(high) ? _last : Math.Max(_last, Sorted(high));
        if (_first <= _last)
            _shift = Math.Max(0, 64 - Bits - System.Numerics.BitOperations.LeadingZeroCount((ulong)(_last - _first)));
    }

    /// <summary>The key of a value.</summary>
    public int OfValue(double value)
    {
        long sorted = Sorted(value);
        if (double.IsNaN(value))
            return Missing;
        return sorted < _first ? Below : sorted > _last ? Above : Key(sorted, 0);
    }

    /// <summary>The key of a threshold: greater than those of values that go left. False where it lies outside of the feature's range.</summary>
    public bool TryOfThreshold(double threshold, out int key)
    {
        long sorted = Sorted(threshold);
        bool isNone = double.IsNaN(threshold);
        key = isNone ? AnyValue : Key(sorted, 1);
        return isNone || (sorted >= _first && sorted <= _last);
    }

    private int Key(long sorted, int whole)
    {
        ulong above = (ulong)(sorted - _first), left = above >> _shift;
        return (int)(left << 2) | (left << _shift == above ? whole : 2);
    }

    // Negative numbers have their bits turned round; negative zero is zero.
    private static long Sorted(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return bits ^ ((bits >> 63) & long.MaxValue);
    }
}
