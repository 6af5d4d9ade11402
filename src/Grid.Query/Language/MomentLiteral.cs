using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// A text in an expression that stands beside a date or timestamp, and so for a moment. Without a zone it is of UTC beside
/// an instant, and as it stands beside a time of no zone; with a zone it stands beside instants alone.
/// </summary>
internal static class MomentLiteral
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="beside">What it is compared with, or taken from.</param>
    /// <param name="moment">The moment; an instant beside one.</param>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    public static string? Read(string text, Expression beside, out Moment moment)
    {
        moment = default;
        if (MomentText.Parse(text, DateFormats.Either) is not { } read)
            return $"'{text}' is no moment; write '2017-03-25', '2017-03-25 08:55:43', '2017-03-25T08:55:43Z' or '3/25/2017 8:55 AM'";
        if (read.Orders == DateOrders.Ambiguous)
        {
            var other = MomentText.Parse(text, DateFormats.DayFirst)!.Value;
            return $"'{text}' is two days, the month or the day being first; write '{Day(read)}' or '{Day(other)}'";
        }
        bool zoned = beside.Type is LogicalTimestamp { TimeZone: not null };
        if (read.Form == MomentForm.Utc && !zoned)
            return $"'{text}' has a time zone, but {CommonType.Say(beside)} has none; write the time as it stands there";
        moment = zoned ? read with { Form = MomentForm.Utc } : read;
        return null;
    }

    /// <summary>The literal to take from, or to set beside, values of a type: in that type where it has it, else in a finer unit, else in its own.</summary>
    public static Scalar? As(Moment moment, LogicalType type)
    {
        var unit = type is LogicalTimestamp t && t.Unit > moment.Unit ? t.Unit : moment.Unit;
        var finer = LogicalType.Timestamp(unit, (type as LogicalTimestamp)?.TimeZone);
        return moment.TryConvert(type, out long value) ? ScalarKey.FromInteger(type, value)
            : moment.TryConvert(finer, out value) ? Scalar.Timestamp(finer, value)
            : LogicalType.Timestamp(moment.Unit, finer.TimeZone) is var own && moment.TryConvert(own, out value) ? Scalar.Timestamp(own, value)
            : null;
    }

    private static string Day(Moment moment) => MomentText.Of(moment with { Form = MomentForm.Date });
}
