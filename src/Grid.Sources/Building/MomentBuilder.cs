using Grid.Arrow;

namespace Grid.Sources;

/// <summary>
/// Builds a column of dates or timestamps, held as ticks (or days) in the column's unit. A time of day turns dates into
/// timestamps, and more digits of the second refine the unit, where the type is not fixed.
/// </summary>
internal sealed unsafe class MomentBuilder : ColumnBuilder
{
    private readonly NarrowBuffer _ticks = new();
    private readonly bool _isFixed;
    private DataType _type;
    private MomentKernel _kernel;

    public MomentBuilder(DataType type, bool isFixed) => (_type, _isFixed) = (type, isFixed);

    public override DataType Type => _type;

    private protected override int Take(in ColumnFields fields)
    {
        int row = 0, kept = 0, rows = fields.Rows;
        long* values = fields.Values;
        while (row < rows)
        {
            // Seconds of four-digit years have room in 64 bits down to microseconds.
            if (_type is TimestampType { Unit: < TimeUnit.Nanosecond } timestamp)
                row = _kernel.Read(fields, row, timestamp, Nulls, Rows);
            if (row == rows)
                break;
            var field = fields[row];
            if (field.Length == 0)
            {
                values[row] = 0;
                Nulls.Set(Rows + row);
            }
            else if (!MomentText.TryParse(field, out var moment))
            {
                return row;
            }
            else if (!IsTaken(moment, values + row))
            {
                _ticks.Append(new ReadOnlySpan<long>(values + kept, row - kept), ExpectedRows);
                kept = row;
                if (_isFixed || !MakeRoomFor(moment) || !IsTaken(moment, values + row))
                    return row;
            }
            row++;
        }
        _ticks.Append(new ReadOnlySpan<long>(values + kept, rows - kept), ExpectedRows);
        return rows;
    }

    public override Column Finish() => IntegerEncoder.Encode(_ticks, Nulls, new MomentValues(_type));

    private bool IsTaken(Moment moment, long* slot)
    {
        if (_type is not TimestampType timestamp)
        {
            *slot = moment.Seconds / 86_400;
            return moment.Form == MomentForm.Date;
        }
        bool zoned = moment.Form == MomentForm.Utc;
        if (moment.Unit > timestamp.Unit || zoned != timestamp.TimeZone is not null)
            return false;
        var ticks = (Int128)moment.Seconds * timestamp.TicksPerSecond + moment.Nanoseconds / (1_000_000_000 / timestamp.TicksPerSecond);
        *slot = (long)ticks;
        return ticks == *slot;
    }

    /// <summary>Widens the type, and what is held, to that of a moment.</summary>
    private bool MakeRoomFor(Moment moment)
    {
        var wider = Widening.Join(_type, TypeOf(moment));
        if (wider is not TimestampType timestamp || !_ticks.TryMultiply(Factor(_type, timestamp), long.MaxValue))
            return false;
        _type = wider;
        return true;
    }

    /// <summary>The narrowest type that holds a moment.</summary>
    public static DataType TypeOf(Moment moment) => moment.Form switch
    {
        MomentForm.Date => DataType.Date32,
        MomentForm.Local => DataType.Timestamp(moment.Unit),
        _ => DataType.Timestamp(moment.Unit, "UTC"),
    };

    /// <summary>What days, or ticks of a coarser unit, are multiplied by to be ticks.</summary>
    public static long Factor(DataType from, TimestampType to) =>
        from is TimestampType timestamp ? to.TicksPerSecond / timestamp.TicksPerSecond : 86_400 * to.TicksPerSecond;

    public override void Dispose()
    {
        _ticks.Dispose();
        base.Dispose();
    }
}
