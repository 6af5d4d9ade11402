using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// The loop that most timestamps go through: <c>2017-03-25 08:55:43</c>, 19 characters. The day is looked up only where it
/// is another than the last.
/// </summary>
internal unsafe struct MomentKernel
{
    private ulong _lastDate;
    private ushort _lastDay;
    private long _lastSeconds;

    /// <summary>Reads timestamps without a zone; stops at the first of another form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Locals<TFields>(byte* text, TFields fields, int row, int rows, long ticksPerSecond, long* values, NullBits nulls, int firstRow)
        where TFields : struct, IFields
    {
        for (; row < rows; row++)
        {
            int start = fields.Start(row), end = fields.End(row);
            byte* field = text + start;
            if (end - start == 19)
            {
                ulong date = Unsafe.ReadUnaligned<ulong>(field);
                ushort day = Unsafe.ReadUnaligned<ushort>(field + 8);
                if ((date != _lastDate || day != _lastDay) && !TryDate(date, day, new ReadOnlySpan<byte>(field, 10)))
                    return row;
                if (field[10] != ' ' && !(field[10] == 'T' && field[4] == '-'))
                    return row;
                // hh:mm:ss: digits less '0', and zero where the colons are.
                ulong time = Unsafe.ReadUnaligned<ulong>(field + 11) ^ 0x30303A30303A3030;
                ulong pairs = (time & 0x000F00000F00000F) * 10 + (time >> 8 & 0x000F00000F00000F);
                ulong hour = pairs & 0xFF, minute = pairs >> 24 & 0xFF, second = pairs >> 48 & 0xFF;
                if ((Swar.NotDigits(time) | (time & 0x0000FF0000FF0000)) != 0 || hour > 23 || minute > 59 || second > 59)
                    return row;
                values[row] = (_lastSeconds + (long)(hour * 3600 + minute * 60 + second)) * ticksPerSecond;
            }
            else if (start == end)
            {
                values[row] = 0;
                nulls.Set(firstRow + row);
            }
            else
            {
                return row;
            }
        }
        return row;
    }

    private bool TryDate(ulong date, ushort day, ReadOnlySpan<byte> text)
    {
        // "3/25/2017 " and then a second space is no form that MomentText reads.
        if (text.Contains((byte)' ') || !MomentText.TryParse(text, out var moment) || moment.Form != MomentForm.Date)
            return false;
        (_lastDate, _lastDay, _lastSeconds) = (date, day, moment.Seconds);
        return true;
    }
}
