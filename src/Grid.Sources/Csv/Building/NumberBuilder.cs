using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Builds a column of int64, uint64 or float64. Decimals are kept as integers scaled by the most digits behind the point that were
/// seen: "13" and "0.5" beside "2.76" are 1300, 50 and 276. That is exact below 2^53, makes the column narrow, and lets its
/// dictionary be counted instead of hashed. The first number that is none of these (an exponent, NaN, negative zero, many
/// digits) turns the column to doubles. A whole number past int64 makes a column of whole numbers one of uint64, held as
/// bits. Where whole numbers would have to become doubles and one of them would lose digits by that, the number at hand
/// contradicts the column: it is to be text, so that no two numbers of it become one.
/// </summary>
internal sealed unsafe class NumberBuilder(LogicalType type, bool isFixed) : ColumnBuilder
{
    private readonly NarrowBuffer _scaled = new();
    private readonly PooledBytes _doubles = new();
    private UsualNumbers? _fields;
    private bool _isFloating = type.Kind == LogicalKind.Real;
    private bool _isUnsigned = type.Kind == LogicalKind.Unsigned;
    private bool _inDoubles;
    private bool _sawZeros;
    private bool _sawRange;
    private int _doubleCount;
    private int _scale;

    public override LogicalType Type => _isFloating ? LogicalType.Real : _isUnsigned ? LogicalType.Unsigned : LogicalType.Whole;

    private protected override int Take(in ColumnFields fields) =>
        Dialect.Numbers is { } form ? TakeUsual((_fields ??= new UsualNumbers(form)).Of(fields)) : TakeUsual(fields);

    private int TakeUsual(in ColumnFields fields)
    {
        int row = 0, kept = 0, rows = fields.Rows;
        long* values = fields.Values;
        bool isShort = NumberVectors.IsSupported && fields.Longest <= 8;
        while (row < rows)
        {
            row = _inDoubles ? NumberKernels.Doubles(fields, row, Nulls, Rows)
                : _isUnsigned ? NumberKernels.Unsigned(fields, row, Nulls, Rows)
                : isShort && _isFloating ? NumberVectors.Decimals(fields, row, _scale, Nulls, Rows)
                : isShort ? NumberVectors.Integers(fields, row, Nulls, Rows)
                : _isFloating ? NumberKernels.Decimals(fields, row, _scale, Nulls, Rows)
                : NumberKernels.Integers(fields, row, Nulls, Rows);
            if (row == rows)
                break;
            if (!NumberText.TryParse(fields[row], out var number) || !HasRoom(number, fields[row]))
            {
                if (!IsNullWord(fields, row))
                    return row;
                values[row] = 0;
                Nulls.Set(Rows + row);
                row++;
                continue;
            }
            if (!_sawRange && number.IsOutOfRange(fields[row]))
            {
                _sawRange = true;
                (NumbersSeen ??= []).Add((NoteKind.Range, row));
            }
            if (!IsTaken(number, values + row))
            {
                // What was read so far is kept in the old form before that changes.
                Keep(new ReadOnlySpan<long>(values + kept, row - kept));
                kept = row;
                if (!TryMakeRoomFor(number, fields[row]))
                    return row;
                if (!IsTaken(number, values + row))
                    BecomeDoubles();
                IsTaken(number, values + row);
            }
            row++;
        }
        Keep(new ReadOnlySpan<long>(values + kept, rows - kept));
        // Who says a type knows what it does.
        if (!_sawZeros && !isFixed && fields.Longest > 1 && LeadingZeros.First(fields) is >= 0 and var zeros)
        {
            _sawZeros = true;
            (NumbersSeen ??= []).Add((NoteKind.Zeros, zeros));
        }
        return rows;
    }

    public override Column Finish()
    {
        if (_inDoubles)
            return DoubleEncoder.Encode(_doubles.Array.AsMemory(0, _doubleCount * sizeof(double)), Nulls);
        return IntegerEncoder.Encode(_scaled, Nulls, _isFloating ? new DecimalValues(_scale) : _isUnsigned ? new UnsignedValues() : new IntegerValues());
    }

    /// <summary>Whether the column, in whatever form, may hold a number.</summary>
    private bool HasRoom(Number number, ReadOnlySpan<byte> field)
    {
        if (!isFixed)
            return (number.Kind != NumberKind.Long && !_isFloating) || number.KeepsDigits(field);
        return _isFloating
            || (number.Kind == NumberKind.Integer && (!_isUnsigned || number.Whole >= 0))
            || (number.Kind == NumberKind.Unsigned && _isUnsigned);
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
            return (number.Kind == NumberKind.Unsigned && _isUnsigned)
                || (number.Kind == NumberKind.Integer && (isFixed || !number.IsNegativeZero) && (!_isUnsigned || number.Whole >= 0));
        }
        if (number.Kind is not (NumberKind.Integer or NumberKind.Decimal) || number.Scale > _scale || number.IsNegativeZero)
            return false;
        var scaled = (Int128)number.Whole * NumberText.Powers[_scale - number.Scale];
        *slot = (long)scaled;
        return scaled > -NumberText.MaxExact && scaled < NumberText.MaxExact;
    }

    /// <summary>Gives what is held the form that a number needs; false where there is none.</summary>
    private bool TryMakeRoomFor(Number number, ReadOnlySpan<byte> field)
    {
        if (!_isFloating && number.Kind == NumberKind.Unsigned && _scaled.Min >= 0)
        {
            _isUnsigned = true;
            return true;
        }
        if (!_isFloating)
        {
            if (!number.KeepsDigits(field) || !WholeDigits.AreKept(_scaled, _isUnsigned))
                return false;
            if ((_isUnsigned && _scaled.Min < 0) || !_scaled.TryMultiply(1, NumberText.MaxExact - 1))
                BecomeDoubles();
            (_isFloating, _isUnsigned) = (true, false);
        }
        if (_inDoubles || number.Kind != NumberKind.Decimal || number.Scale <= _scale)
            return true;
        if (_scaled.TryMultiply(NumberText.Powers[number.Scale - _scale], NumberText.MaxExact - 1))
            _scale = number.Scale;
        return true;
    }

    private void BecomeDoubles()
    {
        if (_inDoubles)
            return;
        _inDoubles = true;
        _doubleCount = _scaled.Count;
        _doubles.Reserve((long)Math.Max(_doubleCount, ExpectedRows) * sizeof(double), 0);
        var doubles = MemoryMarshal.Cast<byte, double>(_doubles.Array.AsSpan(0, _doubleCount * sizeof(double)));
        WholeDigits.CopyTo(_scaled, _isUnsigned, doubles);
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
        _fields?.Dispose();
        base.Dispose();
    }
}
