namespace Grid.Query;

/// <summary>What is known of two columns over the rows where both are: count, and exact sums of x, y, x², y² and xy. Immutable once in a state.</summary>
internal sealed class PairSums
{
    private readonly ExactSum _x = new();
    private readonly ExactSum _y = new();
    private readonly ExactSum _xx = new();
    private readonly ExactSum _yy = new();
    private readonly ExactSum _xy = new();

    /// <summary>Of sums at hand.</summary>
    public static PairSums Of(long count, ExactSum x, ExactSum y, ExactSum xx, ExactSum yy, ExactSum xy, bool hasInfinity = false)
    {
        var pair = new PairSums { Count = count, HasInfinity = hasInfinity };
        pair._x.Add(x);
        pair._y.Add(y);
        pair._xx.Add(xx);
        pair._yy.Add(yy);
        pair._xy.Add(xy);
        return pair;
    }

    public long Count { get; private set; }

    /// <summary>Whether a value of a row that counts is infinite: then nothing is defined.</summary>
    public bool HasInfinity { get; private set; }

    /// <summary>Whether sums come near the end of the range of doubles or go past it although no value is infinite; then the pair is to be asked again, scaled down.</summary>
    public bool HasOverflowed => !HasInfinity && !(_x.IsWithin && _y.IsWithin && _xx.IsWithin && _yy.IsWithin && _xy.IsWithin);

    /// <summary>Whether the squares of x went past it.</summary>
    public bool IsHugeX => !_xx.IsWithin;

    /// <summary>Whether the squares of y did.</summary>
    public bool IsHugeY => !_yy.IsWithin;

    public PairSums Merge(PairSums next)
    {
        var merged = new PairSums { Count = Count + next.Count, HasInfinity = HasInfinity | next.HasInfinity };
        foreach (var one in (ReadOnlySpan<PairSums>)[this, next])
        {
            merged._x.Add(one._x);
            merged._y.Add(one._y);
            merged._xx.Add(one._xx);
            merged._yy.Add(one._yy);
            merged._xy.Add(one._xy);
        }
        return merged;
    }

    /// <summary>The correlation: NaN for fewer than two rows, where a column does not vary, and where a value is NaN or infinite.</summary>
    public double Correlation
    {
        get
        {
            if (Count < 2 || HasInfinity || !(_x.IsFinite && _y.IsFinite && _xy.IsFinite))
                return double.NaN;
            var (x, farX) = Moments.CoMoment(Count, _x, _x, _xx);
            var (y, farY) = Moments.CoMoment(Count, _y, _y, _yy);
            if (!(x > 0 && y > 0))
                return double.NaN;
            // The root of a square is exact, so that a column and itself give one: powers of two are put aside, as squares leave the range of doubles.
            int downX = Math.ILogB(x), downY = Math.ILogB(y);
            downY += (downX + downY) & 1;
            double root = Math.Sqrt(Math.ScaleB(x, -downX) * Math.ScaleB(y, -downY));
            var (both, far) = Moments.CoMoment(Count, _x, _y, _xy);
            return Math.Clamp(Math.ScaleB(both, far - (farX + farY + downX + downY) / 2) / root, -1, 1);
        }
    }

    public void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)Count);
        writer.Bool(HasInfinity);
        _x.Write(writer);
        _y.Write(writer);
        _xx.Write(writer);
        _yy.Write(writer);
        _xy.Write(writer);
    }

    public static PairSums Read(ref ByteReader reader)
    {
        var pair = new PairSums { Count = reader.Long(), HasInfinity = reader.Bool() };
        pair._x.Add(ExactSum.Read(ref reader));
        pair._y.Add(ExactSum.Read(ref reader));
        pair._xx.Add(ExactSum.Read(ref reader));
        pair._yy.Add(ExactSum.Read(ref reader));
        pair._xy.Add(ExactSum.Read(ref reader));
        return pair;
    }
}
