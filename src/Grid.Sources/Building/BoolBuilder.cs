using Grid.Arrow;

namespace Grid.Sources;

/// <summary>Builds a column of truth values.</summary>
internal sealed unsafe class BoolBuilder : ColumnBuilder
{
    private readonly PooledBytes _bits = new();
    private int _cleared;

    public override DataType Type => DataType.Bool;

    private protected override int AppendFields<TFields>(byte* text, TFields fields, int rows, long* scratch)
    {
        int needed = Bitmap.BytesFor(Math.Max(Rows + rows, ExpectedRows));
        if (needed > _cleared)
        {
            _bits.Reserve(needed, _cleared);
            _bits.Array.AsSpan(_cleared).Clear();
            _cleared = _bits.Capacity;
        }
        for (int row = 0; row < rows; row++)
        {
            var field = Field(text, fields, row);
            int at = Rows + row;
            if (field.Length == 0)
                Nulls.Set(at);
            else if (!BoolText.TryParse(field, out bool value))
                return row;
            else if (value)
                _bits.Array[at >> 3] |= (byte)(1 << (at & 7));
        }
        return rows;
    }

    public override Column Finish()
    {
        var bytes = _bits.Array.AsSpan(0, Bitmap.BytesFor(Rows)).ToArray();
        return new BoolColumn(new Bitmap(bytes, 0, Rows), Nulls.ToValidity(Rows), Nulls.Count);
    }

    public override void Dispose()
    {
        _bits.Dispose();
        base.Dispose();
    }
}
