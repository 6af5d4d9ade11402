using System.Runtime.CompilerServices;

namespace Grid.Query;

/// <summary>A sum without a rounding, of terms that mostly add up in a double: what a double loses is kept beside it.</summary>
internal struct RunningSum
{
    private double _sum;
    private ExactSum? _rest;

    /// <summary>Adds a number that is finite, and well within the range of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        double sum = _sum + value, ofValue = sum - _sum, lost = (_sum - (sum - ofValue)) + (value - ofValue);
        _sum = sum;
        if (lost != 0)
            (_rest ??= new ExactSum()).Add(lost);
    }

    /// <summary>Adds a product of such numbers.</summary>
    public void AddProduct(double a, double b)
    {
        double product = a * b, lost = Math.FusedMultiplyAdd(a, b, -product);
        Add(product);
        if (lost != 0)
            (_rest ??= new ExactSum()).Add(lost);
    }

    /// <summary>Adds any finite number.</summary>
    public void AddWild(double value) => (_rest ??= new ExactSum()).Add(value);

    /// <summary>Adds a product of any.</summary>
    public void AddWildProduct(double a, double b) => (_rest ??= new ExactSum()).AddProduct(a, b);

    /// <summary>Adds the sum, so many times, to another.</summary>
    public readonly void AddTo(ExactSum to, long times)
    {
        to.AddProduct(times, _sum);
        if (_rest is not null)
            to.Add(_rest, times);
    }
}
