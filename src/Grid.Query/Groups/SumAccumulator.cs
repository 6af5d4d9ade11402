using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Counts, sums and sums of squares by slot; where squares are wanted, about the first value of each group. Whole numbers are summed as doubles while those are exact,
/// in 128 bits beyond. Where the sum of squares of a group is lost in its distance from the centre, the batch is added
/// again about each group's own mean; where sums are infinite, it is added again value by value, exactly.
/// </summary>
internal sealed class SumAccumulator : GroupAccumulator
{
    private const double Exact = 9007199254740992; // 2^53
    private const double Lost = 1.0 / (1 << 20);
    private const long Narrow = 1L << 61;

    private readonly int _argument;
    private readonly DataType _type;
    private readonly int _line;
    private readonly long _batchRows;
    private double[] _centres = [];
    private double[] _sums = [];
    private Int128[]? _wide;
    private bool[] _begun = [];
    private Moments?[] _exact = [];
    private int _trash;
    private bool _looksAgain;
    private int[]? _ids;

    public SumAccumulator(BatchEvaluator evaluator, int argument, DataType type, GroupParts parts)
    {
        (_argument, _type, _batchRows) = (argument, type, evaluator.Batch.Length);
        _line = parts.HasFlag(GroupParts.Squares) ? 4 : 2;
    }

    public override void Add(GroupBlock block) => Add(block, null);

    /// <summary>Adds the rows of some slots.</summary>
    public void Add(GroupBlock block, bool[]? only)
    {
        var vector = block.Evaluator.Evaluate(_argument);
        Grow(block.Groups.Slots);
        _trash = block.Groups.Trash;
        var ids = block.Ids(vector);
        if (only is not null)
        {
            _ids ??= new int[BatchEvaluator.BlockRows];
            for (int i = 0; i < ids.Length; i++)
                _ids[i] = only[ids[i]] ? ids[i] : block.Groups.Trash;
            ids = _ids.AsSpan(0, ids.Length);
        }
        if (_type.Id == TypeId.Float64)
        {
            if (_line == 4 && !_looksAgain)
                Begin(ids, vector.Doubles);
            GroupKernel.Values(ids, vector.Doubles.AsSpan(0, ids.Length), _centres, _line, _sums);
            if (_exact.Length > 0)
                AddExactly(ids, vector.Doubles);
            return;
        }
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] != block.Groups.Trash)
                AddWhole(ids[i], vector, i);
        }
    }

    public override bool LookAgain()
    {
        bool again = IsInfinite();
        for (int slot = 0; slot < _centres.Length && _line == 4; slot++)
        {
            double n = _sums[4 * slot + 1];
            if (n < 1)
                continue;
            double mean = Sum(slot) / n, squares = _sums[4 * slot + 2];
            if (!double.IsFinite(mean) || squares == 0 || squares - n * mean * mean > Lost * squares)
                continue;
            double centre = _centres[slot] + mean;
            centre = _type.Id == TypeId.Float64 ? centre : Math.Round(centre);
            again |= centre != _centres[slot];
            _centres[slot] = centre;
        }
        if (!again)
            return false;
        _looksAgain = true;
        foreach (var moments in _exact)
            moments?.Clear();
        _sums.AsSpan().Clear();
        _wide?.AsSpan().Clear();
        return true;
    }

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        PackedSums sums = new(slots.Length), squares = new(_line == 4 ? slots.Length : 0);
        var counts = new long[slots.Length];
        var scratch = new Moments();
        for (int g = 0; g < slots.Length; g++)
        {
            if (_line == 2 && _wide is null && _exact.Length == 0)
            {
                // The centre is zero.
                counts[g] = slots[g] < _centres.Length ? (long)_sums[2 * slots[g] + 1] : 0;
                sums.Append(counts[g] == 0 ? 0 : _sums[2 * slots[g]]);
                continue;
            }
            ReadTo(scratch, slots[g]);
            counts[g] = scratch.Count;
            sums.Append(scratch.Sum);
            squares.Append(scratch.Squares);
        }
        return new GroupValues { Counts = counts, Sums = sums, Squares = _line == 4 ? squares : null };
    }

    public Moments[] ToMoments(int[] slots) => Array.ConvertAll(slots, slot =>
    {
        var moments = new Moments();
        ReadTo(moments, slot);
        return moments;
    });

    private void ReadTo(Moments moments, int slot)
    {
        moments.Clear();
        if (slot < _exact.Length && _exact[slot] is { } exact)
        {
            moments.Add(exact);
            return;
        }
        int at = slot * _line;
        long count = slot < _centres.Length ? (long)_sums[at + 1] : 0;
        double square = count > 0 && _line == 4 ? _sums[at + 2] : 0;
        if (count > 0 && _wide is not null)
            moments.AddShifted(count, _centres[slot], _wide[slot] + (Int128)_sums[at], square);
        else if (count > 0)
            moments.AddShifted(count, _centres[slot], _sums[at], square);
    }

    // Whether there are slots of infinite sums that were not added exactly so far; from now on they are.
    private bool IsInfinite()
    {
        bool any = false;
        for (int slot = 0; slot < _centres.Length; slot++)
        {
            if (slot == _trash || double.IsFinite(_sums[_line * slot]) && (_line == 2 || double.IsFinite(_sums[_line * slot + 2])))
                continue;
            if (_exact.Length < _centres.Length)
                Array.Resize(ref _exact, _centres.Length);
            any |= _exact[slot] is null;
            _exact[slot] ??= new Moments();
        }
        return any;
    }

    private void AddExactly(ReadOnlySpan<int> ids, double[] values)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] < _exact.Length)
                _exact[ids[i]]?.Add(values[i], 1);
        }
    }

    private double Sum(int slot) => _sums[_line * slot] + (_wide is null ? 0 : (double)_wide[slot]);

    // The first value of a group is its centre: a value of a group is seldom far from the others.
    private void Begin(ReadOnlySpan<int> ids, double[] values)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            if (!_begun[ids[i]] && double.IsFinite(values[i]))
                (_begun[ids[i]], _centres[ids[i]]) = (true, _sums[4 * ids[i] + 1] == 0 ? values[i] : 0);
        }
    }

    private void AddWhole(int slot, Vector vector, int row)
    {
        int at = slot * _line;
        if (vector.Type.Id is not (TypeId.UInt64 or TypeId.Bool) && Math.Abs(vector.Longs[row] / 2) < Narrow && Math.Abs(_centres[slot]) < Narrow)
        {
            long value = vector.Longs[row];
            if (_line == 4 && _sums[at + 1] == 0 && !_looksAgain)
                _centres[slot] = value;
            AddDifference(slot, value - (long)_centres[slot]);
            return;
        }
        var wide = Whole(vector, row);
        if (_line == 4 && _sums[at + 1] == 0 && !_looksAgain)
            _centres[slot] = (double)wide;
        AddDifference(slot, wide - (Int128)_centres[slot]);
    }

    private void AddDifference(int slot, Int128 difference)
    {
        double d = (double)difference;
        int at = slot * _line;
        if (Math.Abs(d) * _batchRows < Exact)
        {
            _sums[at] += d;
        }
        else
        {
            _wide ??= new Int128[_centres.Length];
            _wide[slot] += difference;
        }
        _sums[at + 1]++;
        if (_line == 4)
            _sums[at + 2] += d * d;
    }

    private void AddDifference(int slot, long difference)
    {
        if (Math.Abs(difference) >= Exact / _batchRows)
        {
            AddDifference(slot, (Int128)difference);
            return;
        }
        double d = difference;
        int at = slot * _line;
        _sums[at] += d;
        _sums[at + 1]++;
        if (_line == 4)
            _sums[at + 2] += d * d;
    }

    private static Int128 Whole(Vector vector, int i) => vector.Type.Id switch
    {
        TypeId.UInt64 => (ulong)vector.Longs[i],
        TypeId.Bool => vector.Bit(i) ? 1 : 0,
        _ => vector.Longs[i],
    };

    private void Grow(int slots)
    {
        if (slots <= _centres.Length)
            return;
        int room = Math.Max(slots, _centres.Length * 2);
        Array.Resize(ref _centres, room);
        Array.Resize(ref _begun, room);
        Array.Resize(ref _sums, room * _line);
        if (_wide is not null)
            Array.Resize(ref _wide, room);
    }
}
