using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Takes doubles. As the numbers of a CSV are, they are held as integers scaled by a power of ten while every one of them is the quotient of such
/// an integer: the column is then counted by direct index, and not hashed. The first that is none (NaN, negative zero, many digits) has all of
/// them held as they are.
/// </summary>
internal sealed class DoubleSink : NumberSink
{
    private readonly NarrowBuffer _scaled = new();
    private readonly PooledBytes _doubles = new();
    private long[] _block = [];
    private bool _inDoubles;
    private int _scale;

    /// <summary>Takes a row a value; 0 where a null is.</summary>
    public void Append(ReadOnlySpan<double> values)
    {
        GiveUpIndices();
        while (!_inDoubles)
        {
            if (_block.Length < values.Length)
                _block = new long[values.Length];
            int fit = ScaledDoubles.Scale(values, _scale, _block);
            if (fit == values.Length)
            {
                _scaled.Append(_block.AsSpan(0, fit), ExpectedRows);
                Rows += fit;
                return;
            }
            int scale = ScaledDoubles.ScaleOf(values[fit], _scale + 1);
            if (scale >= 0 && _scaled.TryMultiply(NumberText.Powers[scale - _scale], NumberText.MaxExact - 1))
                _scale = scale;
            else
                BecomeDoubles();
        }
        int used = Rows * sizeof(double);
        _doubles.Reserve(Math.Max((long)used + (long)values.Length * sizeof(double), Rows == 0 ? (long)ExpectedRows * sizeof(double) : 0), used);
        values.CopyTo(MemoryMarshal.Cast<byte, double>(_doubles.Array.AsSpan(used)));
        Rows += values.Length;
    }

    /// <summary>Sets out to take indices into a dictionary of doubles.</summary>
    /// <returns>False where the rows are to be taken as values: NaN and negative zero are in no column of codes.</returns>
    public bool TryDictionary(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (double.IsNaN(value) || (value == 0 && double.IsNegative(value)))
                return false;
        }
        return TryMap(MemoryMarshal.Cast<double, long>(values));
    }

    protected override void AppendWords(ReadOnlySpan<long> words) => Append(MemoryMarshal.Cast<long, double>(words));

    public override Column Finish() => TryFinish(new DoubleBits()) ?? (_inDoubles
        ? DoubleEncoder.Encode(_doubles.Array.AsMemory(0, Rows * sizeof(double)), Nulls)
        : IntegerEncoder.Encode(_scaled, Nulls, new DecimalValues(_scale)));

    private void BecomeDoubles()
    {
        _inDoubles = true;
        _doubles.Reserve((long)Math.Max(Rows, ExpectedRows) * sizeof(double), 0);
        var doubles = MemoryMarshal.Cast<byte, double>(_doubles.Array.AsSpan(0, Rows * sizeof(double)));
        _scaled.CopyTo(doubles);
        if (_scale > 0)
            System.Numerics.Tensors.TensorPrimitives.Divide(doubles, (double)NumberText.Powers[_scale], doubles);
        _scaled.Dispose();
    }

    public override void Dispose()
    {
        _scaled.Dispose();
        _doubles.Dispose();
        base.Dispose();
    }
}
