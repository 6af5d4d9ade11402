using System.Runtime.InteropServices;
using Grid.Arrow;

namespace Grid.Sources;

/// <summary>
/// Builds a column of int64 or float64. Decimals are kept as integers scaled by the most digits behind the point that were
/// seen: "13" and "0.5" beside "2.76" are 1300, 50 and 276. That is exact below 2^53, makes the column narrow, and lets its
/// dictionary be counted instead of hashed. The first number that is none of these (an exponent, NaN, negative zero, many
/// digits) turns the column to doubles.
/// </summary>
internal sealed unsafe class NumberBuilder(bool isFloating, bool isFixed) : ColumnBuilder
{
    private readonly NarrowBuffer _scaled = new();
    private readonly PooledBytes _doubles = new();
    private bool _isFloating = isFloating;
    private bool _inDoubles;
    private int _doubleCount;
    private int _scale;

    public override DataType Type => _isFloating ? DataType.Float64 : DataType.Int64;

    private protected override int Take(in ColumnFields fields)
    {
        int row = 0, kept = 0, rows = fields.Rows;
        long* values = fields.Values;
        bool isShort = NumberVectors.IsSupported && fields.Longest <= 8;
        while (row < rows)
        {
            row = _inDoubles ? NumberKernels.Doubles(fields, row, Nulls, Rows)
                : isShort && _isFloating ? NumberVectors.Decimals(fields, row, _scale, Nulls, Rows)
                : isShort ? NumberVectors.Integers(fields, row, Nulls, Rows)
                : _isFloating ? NumberKernels.Decimals(fields, row, _scale, Nulls, Rows)
                : NumberKernels.Integers(fields, row, Nulls, Rows);
            if (row == rows)
                break;
            if (!NumberText.TryParse(fields[row], out var number) || (!_isFloating && isFixed && number.Kind != NumberKind.Integer))
                return row;
            if (!IsTaken(number, values + row))
            {
                // What was read so far is kept in the old form before that changes.
                Keep(new ReadOnlySpan<long>(values + kept, row - kept));
                kept = row;
                MakeRoomFor(number);
                if (!IsTaken(number, values + row))
                    BecomeDoubles();
                IsTaken(number, values + row);
            }
            row++;
        }
        Keep(new ReadOnlySpan<long>(values + kept, rows - kept));
        return rows;
    }

    public override Column Finish()
    {
        if (_inDoubles)
            return DoubleEncoder.Encode(_doubles.Array.AsMemory(0, _doubleCount * sizeof(double)), Nulls);
        return IntegerEncoder.Encode(_scaled, Nulls, _isFloating ? new DecimalValues(_scale) : new IntegerValues());
    }

    /// <summary>Writes a number's slot, if the present form has room for it.</summary>
    private bool IsTaken(Number number, long* slot)
    {
        if (_inDoubles)
        {
            *(double*)slot = number.Value;
            return true;
        }
        if (!_isFloating)
        {
            *slot = number.Whole;
            return number.Kind == NumberKind.Integer && (isFixed || !number.IsNegativeZero);
        }
        if (number.Kind == NumberKind.Double || number.Scale > _scale || number.IsNegativeZero)
            return false;
        var scaled = (Int128)number.Whole * NumberText.Powers[_scale - number.Scale];
        *slot = (long)scaled;
        return scaled > -NumberText.MaxExact && scaled < NumberText.MaxExact;
    }

    private void MakeRoomFor(Number number)
    {
        if (!_isFloating)
        {
            _isFloating = true;
            if (!_scaled.TryMultiply(1, NumberText.MaxExact - 1))
                BecomeDoubles();
        }
        if (_inDoubles || number.Kind != NumberKind.Decimal || number.Scale <= _scale)
            return;
        if (_scaled.TryMultiply(NumberText.Powers[number.Scale - _scale], NumberText.MaxExact - 1))
            _scale = number.Scale;
    }

    private void BecomeDoubles()
    {
        if (_inDoubles)
            return;
        _inDoubles = true;
        _doubleCount = _scaled.Count;
        _doubles.Reserve((long)Math.Max(_doubleCount, ExpectedRows) * sizeof(double), 0);
        var doubles = MemoryMarshal.Cast<byte, double>(_doubles.Array.AsSpan(0, _doubleCount * sizeof(double)));
        _scaled.CopyTo(doubles);
        if (_scale > 0)
            System.Numerics.Tensors.TensorPrimitives.Divide(doubles, (double)NumberText.Powers[_scale], doubles);
        _scaled.Dispose();
    }

    private void Keep(ReadOnlySpan<long> slots)
    {
        if (!_inDoubles)
        {
            _scaled.Append(slots, ExpectedRows);
            return;
        }
        int bytes = slots.Length * sizeof(double), used = _doubleCount * sizeof(double);
        _doubles.Reserve(Math.Max((long)used + bytes, used == 0 ? (long)ExpectedRows * sizeof(double) : 0), used);
        MemoryMarshal.AsBytes(slots).CopyTo(_doubles.Array.AsSpan(used));
        _doubleCount += slots.Length;
    }

    public override void Dispose()
    {
        _scaled.Dispose();
        _doubles.Dispose();
        base.Dispose();
    }
}
