using System.Numerics;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Gathers the kept values of blocks into a plain column of a logical type.</summary>
internal sealed class ColumnGatherer(LogicalType type)
{
    private readonly List<bool> _valid = [];
    private readonly List<double> _doubles = [];
    private readonly List<long> _longs = [];
    private readonly List<bool> _bools = [];
    private readonly List<byte> _text = [];
    private readonly List<int> _offsets = [0];

    public void Add(Vector values, Selection selection)
    {
        for (int w = 0; w < Vector.Words(selection.Rows); w++)
        {
            for (ulong word = selection.Words[w]; word != 0; word &= word - 1)
                Add(values, (w << 6) + BitOperations.TrailingZeroCount(word));
        }
    }

    public Column ToColumn()
    {
        var validity = _valid.Contains(false) ? Bitmap.From(CollectionsMarshal.AsSpan(_valid)) : (Bitmap?)null;
        return type.Kind switch
        {
            LogicalKind.Real => new PrimitiveColumn<double>(type.Storage, Bytes(_doubles), validity),
            LogicalKind.Bool => new BoolColumn(Bitmap.From(CollectionsMarshal.AsSpan(_bools)), validity),
            LogicalKind.Text => new Utf8Column(Bytes(_offsets), _text.ToArray(), validity),
            LogicalKind.Date => new PrimitiveColumn<int>(type.Storage, Bytes(_longs.ConvertAll(v => (int)v)), validity),
            LogicalKind.Unsigned => new PrimitiveColumn<ulong>(type.Storage, Bytes(_longs), validity),
            _ => new PrimitiveColumn<long>(type.Storage, Bytes(_longs), validity),
        };
    }

    private void Add(Vector values, int row)
    {
        bool valid = values.IsValid(row);
        _valid.Add(valid);
        switch (type.Kind)
        {
            case LogicalKind.Real:
                _doubles.Add(valid ? values.Doubles[row] : 0);
                break;
            case LogicalKind.Bool:
                _bools.Add(valid && values.Bit(row));
                break;
            case LogicalKind.Text:
                if (valid)
                    _text.AddRange(values.TextAt(row));
                _offsets.Add(_text.Count);
                break;
            default:
                _longs.Add(valid ? values.Longs[row] : 0);
                break;
        }
    }

    private static byte[] Bytes<T>(List<T> values) where T : unmanaged => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)).ToArray();
}
