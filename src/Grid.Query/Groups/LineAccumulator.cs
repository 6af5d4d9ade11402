using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Counts and sums by slot of an argument that codes decide: a row costs one addition of a line of a table. A value stands in the line in up to three parts,
/// each of them on a grid on which the rows of a batch add up without rounding.
/// </summary>
internal sealed class LineAccumulator : GroupAccumulator
{
    private const int MostDoubled = 2048;
    private const int MostParts = 3;

    private readonly CodedColumn _codes;
    private readonly double[] _lines;
    private readonly int _line;
    private readonly int _parts;
    private readonly int _unit;
    private readonly int _limbs;
    private readonly bool _isCounted;
    private readonly int _odd;
    private readonly double[] _sums;

    private LineAccumulator(CodedColumn codes, double[] lines, int line, int parts, bool isCounted, int unit, int limbs, int slots)
    {
        (_codes, _lines, _line, _parts, _isCounted, _unit, _limbs) = (codes, lines, line, parts, isCounted, unit, limbs);
        _odd = slots <= MostDoubled ? slots * line : 0;
        _sums = new double[slots * line + _odd];
    }

    /// <summary>An accumulator for coded numbers in groups by codes; null for others, and for numbers of which parts would be too many.</summary>
    public static LineAccumulator? Of(BatchEvaluator evaluator, int argument, RowGroups groups)
    {
        if (groups is not DirectGroups || evaluator.Coded(argument) is not { } codes)
            return null;
        codes.Check();
        var table = evaluator.Table(argument);
        if (!TryMeasure(table, codes.NullCode, out int unit, out int top))
            return null;
        int rowBits = 32 - BitOperations.LeadingZeroCount((uint)evaluator.Batch.Length), width = 53 - rowBits;
        int parts = Math.Max(1, (top - unit + width - 1) / width);
        bool counted = codes.Column.NullCount > 0 || !table.ValidCodes.HasAllOf(codes);
        int line = parts + (counted ? 1 : 0) <= 2 ? 2 : 4;
        if (parts > MostParts)
            return null;
        var lines = new double[line * (codes.NullCode + 1)];
        for (int i = 0; i <= codes.NullCode; i++)
        {
            if (!table.IsValid(i))
                continue;
            double rest = Number(table, i);
            for (int part = parts - 1; part > 0; part--)
            {
                double grid = Math.ScaleB(1, unit + part * width);
                lines[line * i + part] = Math.Truncate(rest / grid) * grid;
                rest -= lines[line * i + part];
            }
            lines[line * i] = rest;
            if (counted)
                lines[line * i + line - 1] = 1;
        }
        int limbs = (top - unit + rowBits + 3 + 63) / 64;
        return new LineAccumulator(codes, lines, line, parts, counted, unit, limbs, groups.Slots);
    }

    public override void Add(GroupBlock block)
    {
        int rows = block.Selection.Rows;
        if (block.Codes is { Width: 1 } bytes)
            GroupKernel.Lines(bytes.Codes8.Slice(block.Start, rows), _codes, block.Start, _lines, _line, _sums, _odd);
        else if (block.Codes is { Width: 2 } shorts)
            GroupKernel.Lines(shorts.Codes16.Slice(block.Start, rows), _codes, block.Start, _lines, _line, _sums, _odd);
        else
            GroupKernel.Lines(block.Ids(), _codes, block.Start, _lines, _line, _sums, _odd);
    }

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        var sums = new GroupSums(slots.Length, _unit, _limbs);
        long[] counts = _isCounted ? new long[slots.Length] : rows;
        for (int g = 0; g < slots.Length; g++)
        {
            int at = slots[g] * _line;
            for (int part = 0; part < _parts; part++)
            {
                sums.Add(g, _sums[at + part]);
                if (_odd > 0)
                    sums.Add(g, _sums[at + part + _odd]);
            }
            if (_isCounted)
                counts[g] = (long)(_sums[at + _line - 1] + (_odd > 0 ? _sums[at + _line - 1 + _odd] : 0));
        }
        sums.Tighten();
        return new GroupValues { Counts = counts, Sums = sums };
    }

    // The unit that all values are multiples of, and the power of two that none reaches.
    private static bool TryMeasure(Vector table, int codes, out int unit, out int top)
    {
        (unit, top) = (int.MaxValue, int.MinValue);
        for (int i = 0; i <= codes; i++)
        {
            if (!table.IsValid(i))
                continue;
            double value = Number(table, i);
            if (!double.IsFinite(value) || table.Type.Kind != LogicalKind.Real && Math.Abs(value) >= 1L << 53)
                return false;
            if (value == 0)
                continue;
            var (mantissa, exponent) = LimbMath.Split(value);
            unit = Math.Min(unit, exponent + BitOperations.TrailingZeroCount(mantissa));
            top = Math.Max(top, exponent + 64 - BitOperations.LeadingZeroCount(mantissa));
        }
        if (top == int.MinValue)
            (unit, top) = (0, 1);
        return top <= GroupSums.MostExponent;
    }

    private static double Number(Vector table, int i) => table.Type.Kind switch
    {
        LogicalKind.Real => table.Doubles[i],
        LogicalKind.Unsigned => (ulong)table.Longs[i],
        LogicalKind.Bool => table.Bit(i) ? 1 : 0,
        _ => table.Longs[i],
    };
}
