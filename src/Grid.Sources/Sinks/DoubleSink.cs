using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Takes doubles.</summary>
internal sealed class DoubleSink : ColumnSink
{
    private readonly PooledBytes _values = new();

    /// <summary>Makes room for rows, whose values the caller writes: 0 where a null is.</summary>
    public Span<double> Append(int rows)
    {
        int used = Rows * sizeof(double);
        _values.Reserve(Math.Max((long)used + (long)rows * sizeof(double), Rows == 0 ? (long)ExpectedRows * sizeof(double) : 0), used);
        Rows += rows;
        return MemoryMarshal.Cast<byte, double>(_values.Array.AsSpan(used, rows * sizeof(double)));
    }

    public override Column Finish() => DoubleEncoder.Encode(_values.Array.AsMemory(0, Rows * sizeof(double)), Nulls);

    public override void Dispose()
    {
        _values.Dispose();
        base.Dispose();
    }
}
