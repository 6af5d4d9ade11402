using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Builds a column of dates or timestamps, held as ticks (or days) in the column's unit. A time of day turns dates into
/// timestamps, and more digits of the second refine the unit, where the type is not fixed.
/// </summary>
internal sealed unsafe class MomentBuilder : ColumnBuilder
{
    private readonly NarrowBuffer _ticks = new();
    private readonly bool _isFixed;
    private readonly DateFormats _dates;
    private LogicalType _type;
    private MomentKernel _kernel;

    public MomentBuilder(LogicalType type, bool isFixed, DateFormats dates)
    {
        (_type, _isFixed, _dates, _kernel) = (type, isFixed, dates, new MomentKernel(dates));
        // Where it is said how dates are written, there is nothing to be learned of it.
        _kernel.Known = dates.IsGiven ? (DateOrders)~0 : DateOrders.None;
    }

    public override LogicalType Type => _type;

    private protected override int Take(in ColumnFields fields)
    {
        int row = 0, kept = 0, rows = fields.Rows;
        long* values = fields.Values;
        while (row < rows)
        {
            // Seconds of four-digit years have room in 64 bits down to microseconds.
            if (_type is LogicalTimestamp { Unit: < TimeUnit.Nanosecond } timestamp && !_dates.HasPatterns)
                row = _kernel.Read(fields, row, timestamp, Nulls, Rows);
            if (row == rows)
                break;
            var field = fields[row];
            bool isMoment = MomentText.TryParse(field, _dates, out var moment);
            if (field.Length == 0 || (!isMoment && IsNullWord(fields, row)))
            {
                values[row] = 0;
                Nulls.Set(Rows + row);
            }
            else if (!isMoment)
            {
                IsOtherOrder = !_dates.IsGiven && MomentText.TryParse(field, DateFormats.Either, out moment);
                if (IsOtherOrder)
                    Learn(moment.Orders, row);
                return row;
            }
            else if (!IsTaken(moment, values + row))
            {
                _ticks.Append(new ReadOnlySpan<long>(values + kept, row - kept), ExpectedRows);
                kept = row;
                if (_isFixed || !MakeRoomFor(moment) || !IsTaken(moment, values + row))
                    return row;
            }
            Learn(moment.Orders, row);
            row++;
        }
        _ticks.Append(new ReadOnlySpan<long>(values + kept, rows - kept), ExpectedRows);
        return rows;
    }

    public override Column Finish() => IntegerEncoder.Encode(_ticks, Nulls, new MomentValues(_type.Storage));

    /// <summary>Keeps in mind the row that first shows an order of day and month.</summary>
    private void Learn(DateOrders shown, int row)
    {
        if ((shown & ~_kernel.Known) == 0)
            return;
        (DatesSeen ??= []).Add((shown, row));
        _kernel.Known |= shown;
    }

    private bool IsTaken(Moment moment, long* slot)
    {
        // As written, not as it happens to be: 08:55:43.000 is of milliseconds.
        bool isOfType = _type is LogicalTimestamp timestamp ? moment.Unit <= timestamp.Unit : moment.Form == MomentForm.Date;
        return isOfType && moment.TryConvert(_type, out *slot);
    }

    /// <summary>Widens the type, and what is held, to that of a moment.</summary>
    private bool MakeRoomFor(Moment moment)
    {
        var wider = Widening.Join(_type, moment.Type);
        if (wider is not LogicalTimestamp timestamp || !_ticks.TryMultiply(timestamp.TicksPer(_type), long.MaxValue))
            return false;
        _type = wider;
        return true;
    }

    public override void Dispose()
    {
        _ticks.Dispose();
        base.Dispose();
    }
}
