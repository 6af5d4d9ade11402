namespace Grid.Query;

/// <content>Products, and sums that are no doubles: beyond the range, or below it.</content>
internal sealed partial class ExactSum
{
    /// <summary>2^-960: below it, products of doubles have bits that are none of a double.</summary>
    public static readonly double Tiny = Math.ScaleB(1, -960);

    /// <summary>The binary exponent that products below <see cref="Tiny"/> are scaled up by.</summary>
    public const int Below = 1200;

    private static readonly double s_lift = Math.ScaleB(1, Below / 2);

    // With parts below this alone, everything has room when it is scaled up.
    private static readonly double s_small = Math.ScaleB(1, -180);

    /// <summary>Adds a * b without a rounding, whatever the size of the product.</summary>
    public void AddProduct(double a, double b)
    {
        double product = a * b, size = Math.Abs(product);
        if (size >= Tiny && double.IsFinite(product))
        {
            Add(product);
            Add(Math.FusedMultiplyAdd(a, b, -product));
        }
        else if (!double.IsFinite(a) || !double.IsFinite(b))
        {
            Add(product);
        }
        else if (a == 0 || b == 0)
        {
            return;
        }
        else if (size < Tiny)
        {
            AddTiny(a * s_lift, b * s_lift);
        }
        else
        {
            // Both are beyond one, so that neither loses a bit by going down.
            AddApart(a * Down, b * Down);
        }
    }

    /// <summary>Adds n a without a rounding: a multiple of what a is one of.</summary>
    public void AddProduct(long n, double a) => AddMultiple(n, a);

    private void AddMultiple(double n, double a)
    {
        double product = n * a;
        if (double.IsFinite(product) || !double.IsFinite(a))
        {
            Add(product);
            if (double.IsFinite(product))
                Add(Math.FusedMultiplyAdd(n, a, -product));
            return;
        }
        AddApart(n, a * Down * Down);
    }

    /// <summary>Adds n a b without a rounding, whatever the size of the product.</summary>
    public void AddProduct(long n, double a, double b)
    {
        double product = a * b, size = Math.Abs(product);
        if (size >= Tiny && double.IsFinite(product))
        {
            AddProduct(n, product);
            AddProduct(n, Math.FusedMultiplyAdd(a, b, -product));
        }
        else if (!double.IsFinite(a) || !double.IsFinite(b))
        {
            AddProduct(n, product);
        }
        else if (a == 0 || b == 0)
        {
            return;
        }
        else if (size < Tiny)
        {
            double up = a * s_lift * (b * s_lift);
            AddTiny(n, up);
            AddTiny(n, Math.FusedMultiplyAdd(a * s_lift, b * s_lift, -up));
        }
        else
        {
            double down = a * Down * (b * Down);
            AddApart(n, down);
            AddApart(n, Math.FusedMultiplyAdd(a * Down, b * Down, -down));
        }
    }

    /// <summary>Adds another sum so many times, a whole number.</summary>
    public void Add(ExactSum other, double times)
    {
        for (int i = 0; i < other._count; i++)
            AddMultiple(times, other._parts[i]);
        for (int i = 0; i < other._hugeCount; i++)
            AddApart(times, other._huge![i]);
        for (int i = 0; i < other._tinyCount; i++)
            AddTiny(times, other._tiny![i]);
        _special |= other._special;
    }

    /// <summary>Adds a sum of terms that were scaled down by 2^<see cref="Apart"/>.</summary>
    public void AddApart(ExactSum down)
    {
        foreach (double part in down.Parts)
            Grow(ref _huge, ref _hugeCount, part);
        _special |= down._special;
    }

    /// <summary>Adds a sum of terms that were scaled up by 2^<see cref="Below"/>.</summary>
    public void AddBelow(ExactSum up)
    {
        foreach (double part in up.Parts)
            Grow(ref _tiny, ref _tinyCount, part);
        _special |= up._special;
    }

    /// <summary>The sum, rounded, as a double times a power of two of an even exponent: also where it lies beyond the range of doubles, or below it.</summary>
    public (double Value, int Exponent) RoundFar()
    {
        if (_special != 0)
            return (Round(), 0);
        if (_hugeCount > 0)
        {
            var (joined, exponent) = Joined();
            return exponent == 0 ? joined.RoundFar() : (joined.Round(), exponent);
        }
        double top = _count == 0 ? 0 : Math.Abs(_parts[_count - 1]);
        if (_tinyCount == 0 && (top == 0 || top >= s_small))
            return (Round(_parts, _count), 0);
        var sum = new ExactSum();
        if (top >= s_small)
        {
            // All that products so small can decide is a tie.
            sum._parts = _parts.AsSpan(0, _count).ToArray();
            sum._count = _count;
            double below = Math.ScaleB(Round(_tiny!, _tinyCount), -Below);
            Grow(ref sum._parts!, ref sum._count, below == 0 ? Math.CopySign(double.Epsilon, _tiny![_tinyCount - 1]) : below);
            return (Round(sum._parts, sum._count), 0);
        }
        for (int i = 0; i < _count; i++)
            Grow(ref sum._parts!, ref sum._count, _parts[i] * s_lift * s_lift);
        for (int i = 0; i < _tinyCount; i++)
            Grow(ref sum._parts!, ref sum._count, _tiny![i]);
        return (Round(sum._parts, sum._count), -Below);
    }

    private static double Read((double Value, int Exponent) far) => Math.ScaleB(far.Value, far.Exponent);

    // Of a product that is scaled down already.
    private void AddApart(double a, double b)
    {
        double product = a * b;
        Grow(ref _huge, ref _hugeCount, product);
        double error = Math.FusedMultiplyAdd(a, b, -product);
        if (error != 0)
            Grow(ref _huge, ref _hugeCount, error);
    }

    // Of one that is scaled up.
    private void AddTiny(double a, double b)
    {
        double product = a * b;
        Grow(ref _tiny, ref _tinyCount, product);
        double error = Math.FusedMultiplyAdd(a, b, -product);
        if (error != 0)
            Grow(ref _tiny, ref _tinyCount, error);
    }
}
