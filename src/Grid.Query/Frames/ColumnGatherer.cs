using System.Numerics;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Gathers the kept values of blocks into a plain column of a logical type.</summary>
internal sealed class ColumnGatherer(DataType type)
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
        return type.Id switch
        {
            TypeId.Float64 => new PrimitiveColumn<double>(type, Bytes(_doubles), validity),
            TypeId.Bool => new BoolColumn(Bitmap.From(CollectionsMarshal.AsSpan(_bools)), validity),
            TypeId.Utf8 => new Utf8Column(Bytes(_offsets), _text.ToArray(), validity),
            TypeId.Date32 => new PrimitiveColumn<int>(type, Bytes(_longs.ConvertAll(v => (int)v)), validity),
            TypeId.UInt64 => new PrimitiveColumn<ulong>(type, Bytes(_longs), validity),
            _ => new PrimitiveColumn<long>(type, Bytes(_longs), validity),
        };
    }

    private void Add(Vector values, int row)
    {
        bool valid = values.IsValid(row);
        _valid.Add(valid);
        switch (type.Id)
        {
            case TypeId.Float64:
                _doubles.Add(valid ? values.Doubles[row] : 0);
                break;
            case TypeId.Bool:
                _bools.Add(valid && values.Bit(row));
                break;
            case TypeId.Utf8:
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
