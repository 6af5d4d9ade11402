using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Grid.Samples;

/// <summary>
/// Trips as lines of CSV. The text of every amount, distance and day that can occur stands in a table, up to seven bytes
/// in a 64-bit word with its length on top, so that a field is one store and one addition.
/// </summary>
internal static class TaxiText
{
    /// <summary>The first line of every file: the TLC's 2017 schema.</summary>
    public const string Header =
        "VendorID,tpep_pickup_datetime,tpep_dropoff_datetime,passenger_count,trip_distance,RatecodeID,store_and_fwd_flag,"
        + "PULocationID,DOLocationID,payment_type,fare_amount,extra,mta_tax,tip_amount,tolls_amount,improvement_surcharge,total_amount\n";

    /// <summary>Bytes that one line never passes; a store may run past its field, so the memory must end a word later.</summary>
    public const int LongestLine = 160;

    private const int LeastCents = -61_000;
    private const int MostCents = 200_000;
    private static readonly ulong[] Money = [.. Enumerable.Range(LeastCents, MostCents - LeastCents).Select(c => Word(Amount(c)))];
    private static readonly ulong[] Miles = [.. Enumerable.Range(0, 25_001).Select(c => Word((c / 100m).ToString("F2", CultureInfo.InvariantCulture)))];
    private static readonly ulong[] Whole = [.. Enumerable.Range(0, 300).Select(i => Word(i.ToString(CultureInfo.InvariantCulture)))];
    private static readonly ulong[] MonthAndDay =
        [.. Enumerable.Range(0, 370).Select(d => Word(new DateTime(2017, 1, 1).AddDays(d).ToString("MM-dd ", CultureInfo.InvariantCulture)))];
    private static readonly ulong[] TwoDigits = [.. Enumerable.Range(0, 60).Select(i => Word(i.ToString("D2", CultureInfo.InvariantCulture)) & 0xFFFF)];
    private static readonly uint[] YearWord = [.. Enumerable.Range(2017, 2).Select(y => MemoryMarshal.Read<uint>(Encoding.ASCII.GetBytes($"{y}")))];

    /// <summary>Writes a line and returns its length.</summary>
    /// <param name="trip">The trip.</param>
    /// <param name="blanks">A set bit for each of the 17 cells that is left blank.</param>
    /// <param name="line">At least <see cref="LongestLine"/> bytes of memory.</param>
    public static int Write(in TaxiTrip trip, uint blanks, Span<byte> line)
    {
        ref byte start = ref MemoryMarshal.GetReference(line[..LongestLine]);
        ref byte at = ref start;
        at = ref Put(ref at, Whole[trip.Vendor], blanks, (byte)',');
        at = ref PutMoment(ref at, trip.Pickup, blanks >> 1);
        at = ref PutMoment(ref at, trip.Dropoff, blanks >> 2);
        at = ref Put(ref at, Whole[trip.Passengers], blanks >> 3, (byte)',');
        at = ref Put(ref at, Miles[trip.Distance], blanks >> 4, (byte)',');
        at = ref Put(ref at, Whole[trip.Rate], blanks >> 5, (byte)',');
        at = ref Put(ref at, Flag(trip.Stored), blanks >> 6, (byte)',');
        at = ref Put(ref at, Whole[trip.PickupZone], blanks >> 7, (byte)',');
        at = ref Put(ref at, Whole[trip.DropoffZone], blanks >> 8, (byte)',');
        at = ref Put(ref at, Whole[trip.Payment], blanks >> 9, (byte)',');
        at = ref Put(ref at, Money[trip.Fare - LeastCents], blanks >> 10, (byte)',');
        at = ref Put(ref at, Money[trip.Extra - LeastCents], blanks >> 11, (byte)',');
        at = ref Put(ref at, Money[trip.Tax - LeastCents], blanks >> 12, (byte)',');
        at = ref Put(ref at, Money[trip.Tip - LeastCents], blanks >> 13, (byte)',');
        at = ref Put(ref at, Money[trip.Tolls - LeastCents], blanks >> 14, (byte)',');
        at = ref Put(ref at, Money[trip.Surcharge - LeastCents], blanks >> 15, (byte)',');
        at = ref Put(ref at, Money[trip.Total - LeastCents], blanks >> 16, (byte)'\n');
        return (int)Unsafe.ByteOffset(ref start, ref at);
    }

    // The lowest bit of blanks says whether this cell is one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte Put(ref byte at, ulong word, uint blanks, byte end)
    {
        Unsafe.WriteUnaligned(ref at, word);
        at = ref Unsafe.Add(ref at, (blanks & 1) != 0 ? 0 : (int)(word >> 56));
        at = end;
        return ref Unsafe.Add(ref at, 1);
    }

    private static ref byte PutMoment(ref byte at, int second, uint blanks)
    {
        if ((blanks & 1) == 0)
        {
            int day = second / 86_400;
            int rest = second % 86_400;
            Unsafe.WriteUnaligned(ref at, YearWord[day / 365]);
            Unsafe.Add(ref at, 4) = (byte)'-';
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, 5), MonthAndDay[day]);
            ulong time = TwoDigits[rest / 3600] | (ulong)':' << 16 | TwoDigits[rest / 60 % 60] << 24 | (ulong)':' << 40 | TwoDigits[rest % 60] << 48;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, 11), time);
            at = ref Unsafe.Add(ref at, 19);
        }
        at = (byte)',';
        return ref Unsafe.Add(ref at, 1);
    }

    private static ulong Flag(bool stored) => (stored ? 'Y' : 'N') | 1UL << 56;

    // As the TLC's files have it: 13, 0.5, 16.56.
    private static string Amount(int cents) => (cents / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private static ulong Word(string text)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes[7] = (byte)Encoding.ASCII.GetBytes(text, bytes[..7]);
        return MemoryMarshal.Read<ulong>(bytes);
    }
}
