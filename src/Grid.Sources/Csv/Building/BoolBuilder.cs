using System.Runtime.CompilerServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Builds a column of truth values.</summary>
internal sealed unsafe class BoolBuilder : ColumnBuilder
{
    private const ulong LowerCase = 0x2020202020202020;
    private const ulong True = 0x65757274;
    private const ulong False = 0x65736C6166;

    private readonly PooledBytes _bits = new();
    private int _cleared;

    public override LogicalType Type => LogicalType.Bool;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override int Take(in ColumnFields fields)
    {
        int needed = Bitmap.BytesFor(Math.Max(Rows + fields.Rows, ExpectedRows));
        if (needed > _cleared)
        {
            _bits.Reserve(needed, _cleared);
            _bits.Array.AsSpan(_cleared).Clear();
            _cleared = _bits.Capacity;
        }
        for (int row = 0; row < fields.Rows; row++)
        {
            int at = Rows + row;
            ulong word = fields.Words[row] | LowerCase;
            bool value = fields.Lengths[row] == 4 && word >> 32 == True;
            if (fields.Lengths[row] == 0)
                Nulls.Set(at);
            else if (value)
                _bits.Array[at >> 3] |= (byte)(1 << (at & 7));
            else if (fields.Lengths[row] == 5 && word >> 24 == False)
                continue;
            else if (BoolText.TryParse(fields[row], out value))
                _bits.Array[at >> 3] |= (byte)((value ? 1 : 0) << (at & 7));
            else if (IsNullWord(fields, row))
                Nulls.Set(at);
            else
                return row;
        }
        return fields.Rows;
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
