namespace Grid.Query;

/// <summary>
/// Count, sum and sum of squares of numbers, exactly merged. Each block of rows contributes its sums about a centre of its own;
/// they are carried back to the origin without rounding, so that neither the centre nor the order of blocks shows in the result,
/// and nothing cancels until the very end (after T. F. Chan, G. H. Golub and R. J. LeVeque, 1983, in exact arithmetic).
/// </summary>
internal sealed class Moments
{
    // Half of what the products of doubles are scaled down by.
    private const int FarDown = 550;

    public Moments() => (Sum, Squares) = (new ExactSum(), new ExactSum());

    /// <summary>Of sums that are known; they become this object's own.</summary>
    public Moments(long count, ExactSum sum, ExactSum squares) => (Count, Sum, Squares) = (count, sum, squares);

    public long Count { get; private set; }

    public ExactSum Sum { get; }

    public ExactSum Squares { get; }

    /// <summary>Adds <paramref name="count"/> values x, of which the sums of x - centre and of its square are known.</summary>
    public void AddShifted(long count, double centre, double sum, double squares)
    {
        Count += count;
        Sum.Add(sum);
        Sum.AddProduct(count, centre);
        Squares.Add(squares);
        Squares.AddProduct(2, centre, sum);
        AddCentre(count, centre);
    }

    /// <summary>Adds whole numbers: their sum about the centre is exact. The centre is a whole number that is a double.</summary>
    public void AddShifted(long count, double centre, Int128 sum, double squares)
    {
        Count += count;
        Sum.Add(sum);
        Sum.AddProduct(count, centre);
        Squares.Add(squares);
        if (centre != 0 && (Int128)(double)sum == sum)
        {
            Squares.AddProduct(2 * centre, (double)sum);
        }
        else if (centre != 0)
        {
            var exact = new ExactSum();
            exact.Add(sum);
            foreach (double part in exact.Canonical())
                Squares.AddProduct(2 * centre, part);
        }
        AddCentre(count, centre);
    }

    /// <summary>Starts over.</summary>
    public void Clear()
    {
        Count = 0;
        Sum.Clear();
        Squares.Clear();
    }

    /// <summary>Counts values whose sums are added apart.</summary>
    public void AddCount(long count) => Count += count;

    /// <summary>Adds what another one has.</summary>
    public void Add(Moments other)
    {
        Count += other.Count;
        Sum.Add(other.Sum);
        Squares.Add(other.Squares);
    }

    public Moments Merge(Moments next)
    {
        var merged = new Moments(Count + next.Count, Sum.Copy(), Squares.Copy());
        merged.Sum.Add(next.Sum);
        merged.Squares.Add(next.Squares);
        return merged;
    }

    /// <summary>The mean; NaN without values.</summary>
    public double Mean => Count == 0 ? double.NaN : Sum.Divide(Count);

    /// <summary>The standard deviation with n - 1; null for fewer than two values, NaN where a value is not finite.</summary>
    public double? Deviation
    {
        get
        {
            if (Count < 2)
                return null;
            if (!Sum.IsFinite || !Squares.IsFinite)
                return double.NaN;
            var (spread, exponent) = CoMoment(Count, Sum, Sum, Squares);
            return Math.ScaleB(Math.Sqrt(Math.Max(0, spread / (Count - 1))), exponent / 2);
        }
    }

    /// <summary>The variance with n - 1; null for fewer than two values, NaN where a value is not finite.</summary>
    public double? Variance
    {
        get
        {
            if (Count < 2)
                return null;
            if (!Sum.IsFinite || !Squares.IsFinite)
                return double.NaN;
            var (spread, exponent) = CoMoment(Count, Sum, Sum, Squares);
            return Math.ScaleB(Math.Max(0, spread / (Count - 1)), exponent);
        }
    }

    /// <summary>Adds one value a number of times, exactly and whatever its size.</summary>
    public void Add(double value, long count)
    {
        Count += count;
        Sum.AddProduct(count, value);
        Squares.AddProduct(count, value, value);
    }

    /// <summary>
    /// The sum of products about the means: products - x y / n, in exact arithmetic until one division. All sums are finite. It is a number times a power of two: products
    /// leave the range of doubles at either end. The exponent is even, of equal x and y and of others.
    /// </summary>
    public static (double Value, int Exponent) CoMoment(long n, ExactSum x, ExactSum y, ExactSum products)
    {
        int down = (x.IsOrdinary ? 0 : FarDown) + (y.IsOrdinary ? 0 : FarDown);
        double[] a = (x.IsOrdinary ? x : x.Scaled(FarDown)).Canonical(), b = ReferenceEquals(x, y) ? a : (y.IsOrdinary ? y : y.Scaled(FarDown)).Canonical();
        var total = new ExactSum();
        total.Add(down == 0 ? products : products.Scaled(down), n);
        foreach (double left in a)
        {
            foreach (double right in b)
                total.AddProduct(-left, right);
        }
        var (value, exponent) = total.RoundFar();
        return (value / n, exponent + down);
    }

    public void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)Count);
        Sum.Write(writer);
        Squares.Write(writer);
    }

    public static Moments Read(ref ByteReader reader) => new(reader.Long(), ExactSum.Read(ref reader), ExactSum.Read(ref reader));

    private void AddCentre(long count, double centre) => Squares.AddProduct(count, centre, centre);
}
