namespace Grid.Statistics;

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
        Squares.AddProduct(2 * centre, sum);
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

    public Moments Merge(Moments next)
    {
        var merged = new Moments(Count + next.Count, Sum.Copy(), Squares.Copy());
        merged.Sum.Add(next.Sum);
        merged.Squares.Add(next.Squares);
        return merged;
    }

    /// <summary>The mean; NaN without values.</summary>
    public double Mean => Count == 0 ? double.NaN : Sum.Round() / Count;

    /// <summary>The standard deviation with n - 1; null for fewer than two values, NaN where a value is not finite.</summary>
    public double? Deviation
    {
        get
        {
            if (Count < 2)
                return null;
            if (!Sum.IsFinite || !Squares.IsFinite)
                return Sum.IsFinite ? double.PositiveInfinity : double.NaN;
            return Math.Sqrt(Math.Max(0, CoMoment(Count, Sum, Sum, Squares) / (Count - 1)));
        }
    }

    /// <summary>The sum of products about the means: products - x y / n, in exact arithmetic until one division.</summary>
    public static double CoMoment(long n, ExactSum x, ExactSum y, ExactSum products)
    {
        double[] a = x.Canonical(), b = y.Canonical(), c = products.Canonical();
        // Far out, squares would overflow: powers of two go first.
        double scale = c.Length > 0 && Math.Abs(c[0]) > 1e280 ? 1.1754943508222875e-38 : 1;
        var total = new ExactSum();
        foreach (double part in c)
            total.AddProduct(part * scale * scale, n);
        foreach (double left in a)
        {
            foreach (double right in b)
                total.AddProduct(-left * scale, right * scale);
        }
        return total.Round() / n / scale / scale;
    }

    public void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)Count);
        Sum.Write(writer);
        Squares.Write(writer);
    }

    public static Moments Read(ref ByteReader reader) => new(reader.Long(), ExactSum.Read(ref reader), ExactSum.Read(ref reader));

    private void AddCentre(long count, double centre)
    {
        double square = centre * centre;
        Squares.AddProduct(count, square);
        if (double.IsFinite(square))
            Squares.AddProduct(count, Math.FusedMultiplyAdd(centre, centre, -square));
    }
}
