using Grid.Columns;

namespace Grid.Sources;

/// <summary>Takes integers, and whatever integers stand for: days, ticks, the digits of decimals.</summary>
/// <param name="form">What they stand for.</param>
internal sealed class WholeSink(IntegerForm form) : ColumnSink
{
    private readonly NarrowBuffer _values = new();

    /// <summary>Takes a row a value; 0 where a null is.</summary>
    public void Append(ReadOnlySpan<long> values)
    {
        _values.Append(values, ExpectedRows);
        Rows += values.Length;
    }

    public override Column Finish() => IntegerEncoder.Encode(_values, Nulls, form);

    public override void Dispose()
    {
        _values.Dispose();
        base.Dispose();
    }
}
