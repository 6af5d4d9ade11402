using Grid.Columns;

namespace Grid.Sources;

/// <summary>The least and the greatest of whole numbers, days or ticks; of numbers without a sign, as their bits.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
internal readonly record struct ValueRange(long Min, long Max)
{
    /// <summary>One value.</summary>
    public static ValueRange Of(long value) => new(value, value);

    /// <summary>Whether a wider type holds all values of the range, to the last digit.</summary>
    /// <param name="from">The type that they are of.</param>
    /// <param name="type">The join of that and others.</param>
    public bool IsHeld(LogicalType from, LogicalType type)
    {
        if (from == type || type == LogicalType.Text)
            return true;
        if (type is LogicalTimestamp { } finer)
            return IsWithin(finer.TicksPer(from));
        bool isUnsigned = from == LogicalType.Unsigned;
        if (type == LogicalType.Unsigned)
            return Min >= 0;
        if (type != LogicalType.Real || !from.IsInteger)
            return false;
        return Min == Max ? isUnsigned ? NumberText.KeepsDigits((ulong)Min) : NumberText.KeepsDigits(Min)
            : Min >= (isUnsigned ? 0 : -NumberText.MaxExact) && Max >= Min && Max <= NumberText.MaxExact;
    }

    private bool IsWithin(long ticks) => Min >= long.MinValue / ticks && Max <= long.MaxValue / ticks;
}
