using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
    public int Locals(in ColumnFields fields, int row, long ticksPerSecond, NullBits nulls, int firstRow)
    {
        for (; row < fields.Rows; row++)
        {
            int length = fields.Lengths[row];
            if (length == 19)
            {
                byte* field = fields.Text + fields.Ends[row] - 19;
                ulong date = Unsafe.ReadUnaligned<ulong>(field);
                ushort day = Unsafe.ReadUnaligned<ushort>(field + 8);
                if ((date != _lastDate || day != _lastDay) && !TryDate(date, day, new ReadOnlySpan<byte>(field, 10)))
                    return row;
                int seconds = SecondsOf(fields.Words[row]);
                if ((field[10] != ' ' && !(field[10] == 'T' && field[4] == '-')) || seconds < 0)
                    return row;
                fields.Values[row] = (_lastSeconds + seconds) * ticksPerSecond;
            }
            else if (length == 0)
            {
                fields.Values[row] = 0;
                nulls.Set(firstRow + row);
            }
            else
            {
                return row;
            }
        }
        return row;
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
        if (text.Contains((byte)' ') || !MomentText.TryParse(text, out var moment) || moment.Form != MomentForm.Date)
            return false;
        (_lastDate, _lastDay, _lastSeconds) = (date, day, moment.Seconds);
        return true;
    }
}
