using Grid.Columns;

namespace Grid.Sources;

/// <summary>Takes truth values.</summary>
internal sealed class BoolSink : ColumnSink
{
    private readonly PooledBytes _bits = new();
    private int _cleared;

    /// <summary>Takes a row a value; false where a null is.</summary>
    public void Append(ReadOnlySpan<bool> values)
    {
        int needed = Bitmap.BytesFor(Math.Max(Rows + values.Length, ExpectedRows));
        if (needed > _cleared)
        {
            _bits.Reserve(needed, _cleared);
            _bits.Array.AsSpan(_cleared).Clear();
            _cleared = _bits.Capacity;
        }
        foreach (bool value in values)
        {
            if (value)
                _bits.Array[Rows >> 3] |= (byte)(1 << (Rows & 7));
            Rows++;
        }
    }

    public override Column Finish() =>
        new BoolColumn(new Bitmap(_bits.Array.AsSpan(0, Bitmap.BytesFor(Rows)).ToArray(), 0, Rows), Nulls.ToValidity(Rows), Nulls.Count);

    public override void Dispose()
    {
        _bits.Dispose();
        base.Dispose();
    }
}
