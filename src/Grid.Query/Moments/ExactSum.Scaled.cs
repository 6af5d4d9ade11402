namespace Grid.Query;

/// <content>Sums of what is held in several scales.</content>
internal sealed partial class ExactSum
{
    // What is scaled down keeps its bits down to this; of those below, no more than the sign can decide anything.
    private const int LowestBit = -1070;

    // A sum below 2^1000 is held as it is.
    private static readonly double s_fits = Math.ScaleB(1, 1000 - Apart);

    /// <summary>The sum times 2^-<paramref name="exponent"/>, for an exponent of 550 or 1100, with all its terms held as one; what is finite is held then whatever its size.</summary>
    public ExactSum Scaled(int exponent)
    {
        var (large, rest) = Parted(exponent);
        return large.Above(rest);
    }

    /// <summary>The sum with nothing held apart for its size, and the power of two that it is to be multiplied by: 0, or <see cref="Apart"/> where it has no room otherwise.</summary>
    private (ExactSum Sum, int Exponent) Joined()
    {
        var (large, rest) = Parted(Apart);
        // Huge terms may cancel with many that are less so, and leave a sum of any size.
        if (large._count > 0 && Math.Abs(large._parts[large._count - 1]) >= s_fits)
            return (large.Above(rest), Apart);
        for (int i = 0; i < large._count; i++)
            Grow(ref rest._parts!, ref rest._count, large._parts[i] * Up * Up);
        return (rest, 0);
    }

    // The terms scaled down, down to their lowest bit, and what is below it, unscaled, which is less than one such bit.
    private (ExactSum Large, ExactSum Small) Parted(int exponent)
    {
        ExactSum large = new() { _special = _special }, rest = new() { _tiny = _tiny?.AsSpan(0, _tinyCount).ToArray(), _tinyCount = _tinyCount };
        double grain = Math.ScaleB(1, exponent + LowestBit), whole = grain * (1L << 53);
        for (int i = 0; i < _hugeCount; i++)
            Grow(ref large._parts!, ref large._count, exponent == Apart ? _huge![i] : _huge![i] * Up);
        for (int i = 0; i < _count; i++)
        {
            double low = Math.Abs(_parts[i]) >= whole ? 0 : _parts[i] % grain, high = _parts[i] - low;
            Grow(ref large._parts!, ref large._count, exponent == Apart ? high * Down * Down : high * Down);
            Grow(ref rest._parts!, ref rest._count, low);
        }
        return (large, rest);
    }

    // With what lies below the lowest bit as a sign alone; the same for one sum, however it is held.
    private ExactSum Above(ExactSum rest)
    {
        double below = rest._count > 0 ? rest._parts[rest._count - 1] : rest._tinyCount > 0 ? rest._tiny![rest._tinyCount - 1] : 0;
        if (below < 0)
            Grow(ref _parts!, ref _count, -Math.ScaleB(1, LowestBit));
        if (below != 0)
            Grow(ref _parts!, ref _count, double.Epsilon);
        return this;
    }
}
