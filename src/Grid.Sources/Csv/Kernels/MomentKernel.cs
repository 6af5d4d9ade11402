using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// The loop that most timestamps go through: <c>2017-03-25 08:55:43</c>, perhaps with a fraction, and with <c>Z</c> where the
/// column is of UTC. The day is looked up only where it is another than the last.
/// </summary>
internal unsafe struct MomentKernel
{
    private readonly DateFormats _dates;
    private ulong _lastDate;
    private ushort _lastDay;
    private long _lastSeconds;

    /// <summary>Reads dates written in a way, which is no pattern.</summary>
    public MomentKernel(DateFormats dates) => _dates = dates;

    /// <summary>What is known of the order of day and month; a date that shows more stops the loop.</summary>
    public DateOrders Known { get; set; }

    /// <summary>Reads timestamps as ticks of a type; stops at the first of another form.</summary>
    /// <param name="fields">The fields; receives the ticks.</param>
    /// <param name="row">The first to read.</param>
    /// <param name="type">The column's type; in nanoseconds some four-digit years have no room, so these are not for this loop.</param>
    /// <param name="nulls">Receives the rows that are null.</param>
    /// <param name="firstRow">The row of the column that the first field is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Read(in ColumnFields fields, int row, LogicalTimestamp type, NullBits nulls, int firstRow)
    {
        long ticksPerSecond = type.TicksPerSecond;
        bool isUtc = type.TimeZone is not null;
        for (; row < fields.Rows; row++)
        {
            int length = fields.Lengths[row];
            if (length < 19)
            {
                if (length > 0)
                    return row;
                fields.Values[row] = 0;
                nulls.Set(firstRow + row);
                continue;
            }
            byte* field = fields.Text + fields.Ends[row] - length;
            if (isUtc && field[--length] != 'Z')
                return row;
            ulong date = Unsafe.ReadUnaligned<ulong>(field);
            ushort day = Unsafe.ReadUnaligned<ushort>(field + 8);
            if ((date != _lastDate || day != _lastDay) && !TryDate(date, day, new ReadOnlySpan<byte>(field, 10)))
                return row;
            int seconds = SecondsOf(Unsafe.ReadUnaligned<ulong>(field + 11));
            bool isIso = field[4] == '-';
            if ((field[10] != ' ' && !(field[10] == 'T' && isIso)) || (isUtc && !isIso) || seconds < 0)
                return row;
            long fraction = 0;
            if (length != 19 && !TryFraction(field + 19, length - 19, ticksPerSecond, out fraction))
                return row;
            fields.Values[row] = (_lastSeconds + seconds) * ticksPerSecond + fraction;
        }
        return row;
    }

    /// <summary>Reads a point and digits, no more of them than the unit has.</summary>
    private static bool TryFraction(byte* text, int length, long ticksPerSecond, out long ticks)
    {
        ticks = 0;
        if (length < 2 || text[0] != '.')
            return false;
        for (int i = 1; i < length; i++)
        {
            uint digit = (uint)text[i] - '0';
            ticksPerSecond /= 10;
            if (digit > 9 || ticksPerSecond == 0)
                return false;
            ticks += digit * ticksPerSecond;
        }
        return true;
    }

    /// <summary>The seconds that <c>hh:mm:ss</c> stand for; negative where it is no time of day.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int SecondsOf(ulong word)
    {
        // Digits less '0', and zero where the colons are.
        ulong time = word ^ 0x30303A30303A3030;
        if (Ssse3.IsSupported)
        {
            // Hours, tens of minutes, minutes, seconds; then each times its seconds.
            var most = Vector128.CreateScalar(0x0905000905000902UL).AsByte();
            var digits = Vector128.CreateScalar(time).AsByte();
            var parts = Ssse3.MultiplyAddAdjacent(digits, Vector128.CreateScalar(0x010A00010A00010AUL).AsSByte());
            var sums = Sse2.MultiplyAddAdjacent(parts, Vector128.CreateScalar(0x0001003C003C0E10UL).AsInt16()).AsUInt64().ToScalar();
            bool isTime = Vector128.Max(digits, most) == most && (ushort)parts.AsUInt16().ToScalar() <= 23;
            return isTime ? (int)((uint)sums + (sums >> 32)) : -1;
        }
        ulong pairs = (time & 0x000F00000F00000F) * 10 + (time >> 8 & 0x000F00000F00000F);
        ulong hour = pairs & 0xFF, minute = pairs >> 24 & 0xFF, second = pairs >> 48 & 0xFF;
        return (Swar.NotDigits(time) | (time & 0x0000FF0000FF0000)) != 0 || hour > 23 || minute > 59 || second > 59
            ? -1
            : (int)(hour * 3600 + minute * 60 + second);
    }

    private bool TryDate(ulong date, ushort day, ReadOnlySpan<byte> text)
    {
        // "3/25/2017 " and then a second space is no form that MomentText reads.
        if (text.Contains((byte)' ') || !MomentText.TryParse(text, _dates, out var moment) || moment.Form != MomentForm.Date || (moment.Orders & ~Known) != 0)
            return false;
        (_lastDate, _lastDay, _lastSeconds) = (date, day, moment.Seconds);
        return true;
    }
}
