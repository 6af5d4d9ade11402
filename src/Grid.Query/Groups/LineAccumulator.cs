using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Counts, sums and sums of squares by slot of an argument that codes decide: a row costs one addition of a line of a table.
/// Groups whose squares are lost in their distance from the common centre are added again by value.
/// </summary>
internal sealed class LineAccumulator : GroupAccumulator
{
    private const double Exact = 9007199254740992; // 2^53
    private const double Lost = 1.0 / (1 << 20);
    private const int MostDoubled = 2048;

    private readonly CodedColumn _codes;
    private readonly double[] _lines;
    private readonly int _line;
    private readonly double _centre;
    private readonly int _slots;
    private readonly int _odd;
    private readonly double[] _sums;
    private readonly SumAccumulator _byValue;
    private readonly bool[] _lost;
    private bool _again;

    private LineAccumulator(CodedColumn codes, double[] lines, int line, double centre, int slots, SumAccumulator byValue)
    {
        (_codes, _lines, _line, _centre, _slots, _byValue) = (codes, lines, line, centre, slots, byValue);
        _odd = slots <= MostDoubled ? slots * line : 0;
        _sums = new double[slots * line + _odd];
        _lost = new bool[slots];
    }

    /// <summary>An accumulator for coded numbers in groups by codes; null for others, and for whole numbers whose sums doubles do not hold.</summary>
    public static LineAccumulator? Of(BatchEvaluator evaluator, int argument, DataType type, GroupParts parts, RowGroups groups)
    {
        if (groups is not DirectGroups || evaluator.Coded(argument) is not { } codes)
            return null;
        codes.Check();
        var table = evaluator.Table(argument);
        bool squares = parts.HasFlag(GroupParts.Squares), floating = type.Id == TypeId.Float64;
        var counts = CodeCounts.OfAll(codes);
        double sum = 0, n = 0;
        for (int i = 0; squares && i < counts.Length; i++)
        {
            if (counts[i] == 0 || !table.IsValid(i) || (floating && !double.IsFinite(table.Doubles[i])))
                continue;
            sum += counts[i] * Number(table, i);
            n += counts[i];
        }
        double centre = n == 0 || !double.IsFinite(sum) ? 0 : floating ? sum / n : Math.Round(sum / n);
        int line = squares ? 4 : 2;
        var lines = new double[line * (codes.NullCode + 1)];
        for (int i = 0; i <= codes.NullCode; i++)
        {
            if (!table.IsValid(i))
                continue;
            double d = Number(table, i) - centre;
            if (!floating && Math.Max(Math.Abs(Number(table, i)), Math.Abs(d)) * evaluator.Batch.Length >= Exact)
                return null;
            lines[line * i] = d;
            lines[line * i + 1] = 1;
            if (squares)
                lines[line * i + 2] = d * d;
        }
        return new LineAccumulator(codes, lines, line, centre, groups.Slots, new SumAccumulator(evaluator, argument, type, parts));
    }

    public override void Add(GroupBlock block)
    {
        int rows = block.Selection.Rows;
        if (_again)
            _byValue.Add(block, _lost);
        else if (block.Codes is { Width: 1 } bytes)
            GroupKernel.Lines(bytes.Codes8.Slice(block.Start, rows), _codes, block.Start, _lines, _line, _sums, _odd);
        else if (block.Codes is { Width: 2 } shorts)
            GroupKernel.Lines(shorts.Codes16.Slice(block.Start, rows), _codes, block.Start, _lines, _line, _sums, _odd);
        else
            GroupKernel.Lines(block.Ids(), _codes, block.Start, _lines, _line, _sums, _odd);
    }

    public override bool LookAgain()
    {
        if (_again)
            return _byValue.LookAgain();
        for (int slot = 0; slot < _slots; slot++)
        {
            var (sum, n, squares) = At(slot);
            _lost[slot] = !double.IsFinite(sum) || !double.IsFinite(squares) || (_line == 4 && n >= 1 && squares != 0 && !(squares - sum / n * sum > Lost * squares));
            _again |= _lost[slot];
        }
        return _again;
    }

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        var byValue = _again ? _byValue.ToMoments(slots) : null;
        var counts = new long[slots.Length];
        PackedSums sums = new(slots.Length), squares = new(_line == 4 ? slots.Length : 0);
        var scratch = new Moments();
        for (int g = 0; g < slots.Length; g++)
        {
            var (sum, n, square) = At(slots[g]);
            counts[g] = (long)n;
            if (_line == 2 && !_lost[slots[g]])
            {
                sums.Append(sum);
                continue;
            }
            var moments = byValue is not null && _lost[slots[g]] ? byValue[g] : scratch;
            if (moments == scratch)
                scratch.Clear();
            if (moments == scratch && n > 0)
                scratch.AddShifted(counts[g], _centre, sum, square);
            sums.Append(moments.Sum);
            if (_line == 4)
                squares.Append(moments.Squares);
        }
        return new GroupValues { Counts = counts, Sums = sums, Squares = _line == 4 ? squares : null };
    }

    private (double Sum, double Count, double Squares) At(int slot)
    {
        int even = slot * _line, odd = _odd == 0 ? -1 : even + _odd;
        double Both(int lane) => _sums[even + lane] + (odd < 0 ? 0 : _sums[odd + lane]);
        return (Both(0), Both(1), _line == 4 ? Both(2) : 0);
    }

    private static double Number(Vector table, int i) => table.Type.Id switch
    {
        TypeId.Float64 => table.Doubles[i],
        TypeId.UInt64 => (ulong)table.Longs[i],
        TypeId.Bool => table.Bit(i) ? 1 : 0,
        _ => table.Longs[i],
    };
}
