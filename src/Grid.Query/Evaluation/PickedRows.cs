using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>A vector that takes each of its rows from one of several others.</summary>
internal sealed class PickedRows
{
    private readonly Vector _result;
    private readonly int _count;
    private readonly ulong[] _filled;
    private readonly ulong[] _failed;
    private readonly TextBuffer _text = new();

    public PickedRows(Vector result, int count)
    {
        (_result, _count) = (result, count);
        (_filled, _failed) = (new ulong[Vector.Words(count)], new ulong[Vector.Words(count)]);
        if (result.Type.Kind == LogicalKind.Bool)
            result.Bits.AsSpan(0, _filled.Length).Clear();
    }

    /// <summary>Rows that have a value.</summary>
    public ulong Filled(int word) => _filled[word];

    /// <summary>Rows of which no value can be had.</summary>
    public ulong Failed(int word) => _failed[word];

    /// <summary>Marks rows as such whose value cannot be had.</summary>
    public void Fail(int word, ulong rows) => _failed[word] |= rows;

    /// <summary>Takes rows from a vector, with its nulls and faults.</summary>
    public void Take(Vector input, ReadOnlySpan<ulong> rows)
    {
        for (int w = 0; w < _filled.Length; w++)
        {
            ulong take = rows[w] & input.ValidWord(w, _count);
            _filled[w] |= take;
            _failed[w] |= rows[w] & input.FaultWord(w);
            if (_result.Type.Kind == LogicalKind.Bool)
            {
                _result.Bits[w] |= input.Bits[w] & take;
                continue;
            }
            for (; take != 0; take &= take - 1)
                Copy(input, (w << 6) + BitOperations.TrailingZeroCount(take));
        }
    }

    /// <summary>Takes one row, which is not null, from a vector.</summary>
    public void Take(Vector input, int row)
    {
        _filled[row >> 6] |= 1UL << (row & 63);
        if (_result.Type.Kind != LogicalKind.Bool)
            Copy(input, row);
        else if (input.Bit(row))
            _result.Bits[row >> 6] |= 1UL << (row & 63);
    }

    /// <summary>Settles what is null and what could not be computed.</summary>
    public void End(ReadOnlySpan<Vector> inputs)
    {
        if (_result.Type.Kind == LogicalKind.Text)
            _result.Text = _text.Written;
        bool all = true;
        for (int w = 0; w < _filled.Length; w++)
        {
            _filled[w] &= ~_failed[w];
            all &= _filled[w] == Vector.Mask(w, _count);
        }
        if (!all)
            _filled.CopyTo(_result.Nullable(_count));
        foreach (var input in inputs)
            _result.TakeFaults(input, _failed, _count);
    }

    private void Copy(Vector input, int row)
    {
        switch (_result.Type.Kind)
        {
            case LogicalKind.Real:
                _result.Doubles[row] = input.Doubles[row];
                break;
            case LogicalKind.Text:
                _result.Starts[row] = _text.Length;
                _text.Add(input.TextAt(row));
                _result.Ends[row] = _text.Length;
                break;
            default:
                _result.Longs[row] = input.Longs[row];
                break;
        }
    }
}
