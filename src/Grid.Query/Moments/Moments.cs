namespace Grid.Query;

/// <summary>
/// Count, sum and sum of squares of numbers, exactly merged. Each block of rows contributes its sums about a centre of its own;
/// they are carried back to the origin without rounding, so that neither the centre nor the order of blocks shows in the result,
/// and nothing cancels until the very end (after T. F. Chan, G. H. Golub and R. J. LeVeque, 1983, in exact arithmetic).
/// </summary>
internal sealed class Moments
{
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
            var (spread, scale) = Spread(Count, Sum, Squares);
            return Math.ScaleB(Math.Sqrt(Math.Max(0, spread / (Count - 1))), scale);
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
            var (spread, scale) = Spread(Count, Sum, Squares);
            return Math.ScaleB(Math.Max(0, spread / (Count - 1)), 2 * scale);
        }
    }

    /// <summary>Adds one value a number of times, exactly and whatever its size.</summary>
    public void Add(double value, long count)
    {
        Count += count;
        Sum.AddProduct(count, value);
        Squares.AddProduct(count, value, value);
    }

    /// <summary>The sum of products about the means: products - x y / n, in exact arithmetic until one division.</summary>
    public static double CoMoment(long n, ExactSum x, ExactSum y, ExactSum products)
    {
        double[] a = x.Canonical(), b = y.Canonical(), c = products.Canonical();
        var total = new ExactSum();
        foreach (double part in c)
            total.AddProduct(part, n);
        foreach (double left in a)
        {
            foreach (double right in b)
                total.AddProduct(-left, right);
        }
        return total.Round() / n;
    }

    /// <summary>The sum of squares about the mean, as a number times 4^scale: far out, squares leave the range of doubles.</summary>
    private static (double Spread, int Scale) Spread(long n, ExactSum sum, ExactSum squares)
    {
        if (sum.IsOrdinary && squares.IsOrdinary && Math.Abs(squares.Round()) < 1e280)
            return (CoMoment(n, sum, sum, squares), 0);
        ExactSum down = sum.Scaled(550);
        return (CoMoment(n, down, down, squares.Scaled(1100)), 550);
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
