using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>
/// Counts, sums and sums of squares by slot, about a centre. Whole numbers are summed as doubles while those are exact,
/// in 128 bits beyond. Where the sum of squares of a group is lost in its distance from the centre, the batch is added
/// again about each group's own mean.
/// </summary>
internal sealed class SumAccumulator : GroupAccumulator
{
    private const double Exact = 9007199254740992; // 2^53
    private const double Lost = 1.0 / (1 << 20);

    private readonly int _argument;
    private readonly DataType _type;
    private readonly int _line;
    private readonly long _batchRows;
    private readonly DenseBlock _dense = new();
    private double[] _centres = [];
    private double[] _sums = [];
    private Int128[]? _wide;
    private double _centre;
    private bool _hasCentre;

    public SumAccumulator(BatchEvaluator evaluator, int argument, DataType type, GroupParts parts)
    {
        (_argument, _type, _batchRows) = (argument, type, evaluator.Batch.Length);
        _line = parts.HasFlag(GroupParts.Squares) ? 4 : 2;
        // Without squares nothing is gained by a centre.
        _hasCentre = _line == 2;
    }

    public override void Add(GroupBlock block)
    {
        var vector = block.Evaluator.Evaluate(_argument);
        if (!_hasCentre)
            ChooseCentre(vector, block.Selection);
        Grow(block.Groups.Slots);
        var ids = block.Ids(vector);
        if (_type.Id == TypeId.Float64)
        {
            GroupKernel.Values(ids, vector.Doubles.AsSpan(0, ids.Length), _centres, _line, _sums);
            return;
        }
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] != block.Groups.Trash)
                AddWhole(ids[i], Whole(vector, i));
        }
    }

    public override bool LookAgain()
    {
        if (_line == 2)
            return false;
        bool again = false;
        for (int slot = 0; slot < _centres.Length; slot++)
        {
            double n = _sums[4 * slot + 1];
            if (n < 2)
                continue;
            double mean = Sum(slot) / n, squares = _sums[4 * slot + 2];
            if (!double.IsFinite(squares) || !(squares - n * mean * mean <= Lost * squares) || squares == 0)
                continue;
            double centre = _centres[slot] + mean;
            centre = _type.Id == TypeId.Float64 ? centre : Math.Round(centre);
            again |= centre != _centres[slot];
            _centres[slot] = centre;
        }
        if (!again)
            return false;
        _sums.AsSpan().Clear();
        _wide?.AsSpan().Clear();
        return true;
    }

    public override GroupValues ToValues(int[] slots)
    {
        var counts = new long[slots.Length];
        PackedSums sums = new(), squares = new();
        for (int g = 0; g < slots.Length; g++)
        {
            var moments = new Moments();
            if (slots[g] < _centres.Length)
            {
                int at = slots[g] * _line;
                counts[g] = (long)_sums[at + 1];
                double square = _line == 4 ? _sums[at + 2] : 0;
                if (counts[g] > 0 && _wide is not null)
                    moments.AddShifted(counts[g], _centres[slots[g]], _wide[slots[g]] + (Int128)_sums[at], square);
                else if (counts[g] > 0)
                    moments.AddShifted(counts[g], _centres[slots[g]], _sums[at], square);
            }
            sums.Append(moments.Sum);
            squares.Append(moments.Squares);
        }
        return new GroupValues { Counts = counts, Sums = sums, Squares = _line == 4 ? squares : null };
    }

    private double Sum(int slot) => _sums[_line * slot] + (_wide is null ? 0 : (double)_wide[slot]);

    private void AddWhole(int slot, Int128 value)
    {
        var difference = value - (Int128)_centres[slot];
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
        int room = Math.Max(slots, _centres.Length * 2), before = _centres.Length;
        Array.Resize(ref _centres, room);
        _centres.AsSpan(before).Fill(_centre);
        Array.Resize(ref _sums, room * _line);
        if (_wide is not null)
            Array.Resize(ref _wide, room);
    }

    private void ChooseCentre(Vector vector, Selection selection)
    {
        double sum = 0;
        int count = 0;
        if (_type.Id == TypeId.Float64)
        {
            foreach (double value in _dense.Doubles(vector, selection))
            {
                if (double.IsFinite(value))
                    (sum, count) = (sum + value, count + 1);
            }
        }
        else
        {
            foreach (long value in _dense.Longs(vector, selection))
                (sum, count) = (sum + (_type.Id == TypeId.UInt64 ? (ulong)value : value), count + 1);
        }
        if (count == 0 || !double.IsFinite(sum))
            return;
        (_centre, _hasCentre) = (_type.Id == TypeId.Float64 ? sum / count : Math.Round(sum / count), true);
        // Slots that were made before have no values yet.
        _centres.AsSpan().Fill(_centre);
    }
}
