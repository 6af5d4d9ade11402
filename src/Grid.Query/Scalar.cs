using System.Globalization;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// One value of any logical type, or null: a literal in an expression, a key of a group, a minimum.
/// Compared by value; NaN equals NaN here, as a key must.
/// </summary>
public readonly record struct Scalar
{
    private readonly double _number;
    private readonly long _integer;
    private readonly long _high;
    private readonly string? _text;
    private readonly LogicalType? _type;

    private Scalar(LogicalType type, double number, long integer, string? text, long high = 0) =>
        (_type, _number, _integer, _text, _high) = (type, number, integer, text, high);

    /// <summary>The value that is none.</summary>
    public static Scalar Null => default;

    /// <summary>Whether this is null.</summary>
    public bool IsNull => _type is null;

    /// <summary>The logical type: bool, int64, uint64, float64, utf8, date32, a timestamp, or decimal128 of a sum past 64 bits; null for null.</summary>
    public LogicalType? Type => _type;

    /// <summary>A truth value.</summary>
    public static Scalar Bool(bool value) => new(LogicalType.Bool, value ? 1 : 0, value ? 1 : 0, null);

    /// <summary>A whole number.</summary>
    public static Scalar Int64(long value) => new(LogicalType.Whole, value, value, null);

    /// <summary>A whole number up to 2^64 - 1.</summary>
    public static Scalar UInt64(ulong value) => new(LogicalType.Unsigned, value, unchecked((long)value), null);

    /// <summary>A whole number: an int64 or uint64 where it is one, a decimal128 beyond.</summary>
    public static Scalar Whole(Int128 value) => value >= long.MinValue && value <= long.MaxValue ? Int64((long)value)
        : value > 0 && value <= ulong.MaxValue ? UInt64((ulong)value)
        : new(LogicalType.Decimal, (double)value, unchecked((long)value), null, (long)(value >> 64));

    /// <summary>A number.</summary>
    public static Scalar Float64(double value) => new(LogicalType.Real, value, 0, null);

    /// <summary>A text, or null.</summary>
    public static Scalar Text(string? value) => value is null ? Null : new(LogicalType.Text, 0, 0, value);

    /// <summary>A day, in days since 1970-01-01.</summary>
    public static Scalar Date(int days) => new(LogicalType.Date, days, days, null);

    /// <summary>A moment, in ticks of the type's unit since 1970-01-01.</summary>
    public static Scalar Timestamp(LogicalTimestamp type, long ticks) => new(type, ticks, ticks, null);

    /// <summary>The value as a double: numbers, truth values (0 or 1), days and ticks.</summary>
    /// <exception cref="InvalidOperationException">The value is null or a text.</exception>
    public double AsDouble => _type is null || _text is not null ? throw Wrong("number") : _number;

    /// <summary>The value as an integer: whole numbers, truth values, days and ticks; a uint64 as its bits.</summary>
    /// <exception cref="InvalidOperationException">The value is null, a text or a floating-point number, or past 64 bits.</exception>
    public long AsInt64 => _type is null || _text is not null || _type == LogicalType.Real || _type == LogicalType.Decimal
        ? throw Wrong("whole number of 64 bits") : _integer;

    /// <summary>The value as a whole number of any type: whole numbers, truth values, days and ticks.</summary>
    /// <exception cref="InvalidOperationException">The value is null, a text or a floating-point number.</exception>
    public Int128 AsWhole => _type?.Kind switch
    {
        LogicalKind.Unsigned => unchecked((ulong)_integer),
        LogicalKind.Decimal => new Int128(unchecked((ulong)_high), unchecked((ulong)_integer)),
        _ => AsInt64,
    };

    /// <summary>The text, or null where this is not one.</summary>
    public string? AsText => _text;

    /// <summary>Days and ticks as a moment, to the nanosecond; null for other types.</summary>
    public Moment? AsMoment => _type?.Kind is LogicalKind.Date or LogicalKind.Timestamp ? Moment.Of(_type, _integer) : null;

    /// <summary>
    /// Days and ticks as a date and time, of the kind UTC where there is a zone; nanoseconds are cut to hundreds of them.
    /// Null for other types and for moments outside of years 1 to 9999.
    /// </summary>
    public DateTime? AsDateTime => AsMoment is { Seconds: >= Moment.FirstSecond and <= Moment.LastSecond } m
        ? new DateTime(DateTime.UnixEpoch.Ticks + m.Seconds * TimeSpan.TicksPerSecond + m.Nanoseconds / 100, m.Form == MomentForm.Utc ? DateTimeKind.Utc : DateTimeKind.Unspecified)
        : null;

    /// <summary>The value as JSON and tables print it: numbers so that they round-trip, moments in ISO 8601 (<see cref="MomentText"/>), null as an empty text.</summary>
    public override string ToString() => _type switch
    {
        null => "",
        { Kind: LogicalKind.Bool } => _integer != 0 ? "true" : "false",
        { Kind: LogicalKind.Real } => _number.ToString("R", CultureInfo.InvariantCulture),
        { Kind: LogicalKind.Unsigned or LogicalKind.Decimal } => AsWhole.ToString(CultureInfo.InvariantCulture),
        { Kind: LogicalKind.Text } => _text!,
        { Kind: LogicalKind.Date or LogicalKind.Timestamp } => MomentText.Of(_type, _integer),
        _ => _integer.ToString(CultureInfo.InvariantCulture),
    };

    private InvalidOperationException Wrong(string wanted) => new($"{(IsNull ? "null" : $"'{this}' ({_type})")} is not a {wanted}.");
}
