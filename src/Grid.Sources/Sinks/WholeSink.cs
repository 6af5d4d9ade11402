using Grid.Columns;

namespace Grid.Sources;

/// <summary>Takes integers, and whatever integers stand for: days, ticks, the digits of decimals.</summary>
/// <param name="form">What they stand for.</param>
internal sealed class WholeSink(IntegerForm form) : NumberSink
{
    private readonly NarrowBuffer _values = new();

    /// <summary>Takes a row a value; 0 where a null is.</summary>
    public void Append(ReadOnlySpan<long> values)
    {
        GiveUpIndices();
        _values.Append(values, ExpectedRows);
        Rows += values.Length;
    }

    /// <summary>Sets out to take indices into a dictionary of integers.</summary>
    /// <returns>False where the rows are to be taken as values.</returns>
    public bool TryDictionary(ReadOnlySpan<long> values) => TryMap(values);

    protected override void AppendWords(ReadOnlySpan<long> words) => Append(words);

    public override Column Finish() => TryFinish(form) ?? IntegerEncoder.Encode(_values, Nulls, form);

    public override void Dispose()
    {
        _values.Dispose();
        base.Dispose();
    }
}
