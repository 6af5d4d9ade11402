namespace Grid.Statistics;

/// <summary>What is known of two columns over the rows where both are: count, and exact sums of x, y, x², y² and xy. Immutable once in a partial.</summary>
internal sealed class PairSums
{
    private readonly ExactSum _x = new();
    private readonly ExactSum _y = new();
    private readonly ExactSum _xx = new();
    private readonly ExactSum _yy = new();
    private readonly ExactSum _xy = new();

    public long Count { get; private set; }

    /// <summary>Adds rows of which the sums about two centres are known; they are carried to the origin without rounding.</summary>
    public void AddShifted(long count, double centreX, double centreY, double x, double y, double xx, double yy, double xy)
    {
        Count += count;
        _x.Add(x);
        _x.AddProduct(count, centreX);
        _y.Add(y);
        _y.AddProduct(count, centreY);
        Carry(_xx, count, centreX, centreX, x, x, xx);
        Carry(_yy, count, centreY, centreY, y, y, yy);
        Carry(_xy, count, centreX, centreY, x, y, xy);
    }

    public PairSums Merge(PairSums next)
    {
        var merged = new PairSums { Count = Count + next.Count };
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
            if (Count < 2 || !_x.IsFinite || !_y.IsFinite || !_xx.IsFinite || !_yy.IsFinite || !_xy.IsFinite)
                return double.NaN;
            double x = SpreadX, y = SpreadY;
            return x > 0 && y > 0 ? Math.Clamp(Moments.CoMoment(Count, _x, _y, _xy) / Math.Sqrt(x) / Math.Sqrt(y), -1, 1) : double.NaN;
        }
    }

    /// <summary>The sum of squares of x about its mean.</summary>
    public double SpreadX => Moments.CoMoment(Count, _x, _x, _xx);

    public double SpreadY => Moments.CoMoment(Count, _y, _y, _yy);

    public void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)Count);
        _x.Write(writer);
        _y.Write(writer);
        _xx.Write(writer);
        _yy.Write(writer);
        _xy.Write(writer);
    }

    public static PairSums Read(ref ByteReader reader)
    {
        var pair = new PairSums { Count = reader.Long() };
        pair._x.Add(ExactSum.Read(ref reader));
        pair._y.Add(ExactSum.Read(ref reader));
        pair._xx.Add(ExactSum.Read(ref reader));
        pair._yy.Add(ExactSum.Read(ref reader));
        pair._xy.Add(ExactSum.Read(ref reader));
        return pair;
    }

    // sum (x + a)(y + b) = sum xy + a sum y + b sum x + n a b
    private static void Carry(ExactSum to, long count, double a, double b, double x, double y, double xy)
    {
        to.Add(xy);
        to.AddProduct(a, y);
        to.AddProduct(b, x);
        double product = a * b;
        to.AddProduct(count, product);
        if (double.IsFinite(product))
            to.AddProduct(count, Math.FusedMultiplyAdd(a, b, -product));
    }
}
