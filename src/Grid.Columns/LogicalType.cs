namespace Grid.Columns;

/// <summary>
/// What the values of a column are, and what a question may ask of them. How they are stored, in how many bytes or as which codes,
/// is a <see cref="DataType"/>. Compared by value.
/// </summary>
public record LogicalType
{
    private protected LogicalType(LogicalKind kind) => Kind = kind;

    /// <summary>What the values are.</summary>
    public LogicalKind Kind { get; }

    /// <summary>True or false.</summary>
    public static LogicalType Bool { get; } = new(LogicalKind.Bool);
    /// <summary>Whole numbers of 64 bits.</summary>
    public static LogicalType Whole { get; } = new(LogicalKind.Whole);
    /// <summary>Whole numbers from 0 on, of 64 bits.</summary>
    public static LogicalType Unsigned { get; } = new(LogicalKind.Unsigned);
    /// <summary>Real numbers of double precision.</summary>
    public static LogicalType Real { get; } = new(LogicalKind.Real);
    /// <summary>Texts.</summary>
    public static LogicalType Text { get; } = new(LogicalKind.Text);
    /// <summary>Days of the calendar.</summary>
    public static LogicalType Date { get; } = new(LogicalKind.Date);
    /// <summary>Whole numbers of up to 38 digits.</summary>
    public static LogicalType Decimal { get; } = new(LogicalKind.Decimal);

    /// <summary>Days with a time of day, to <paramref name="unit"/>; instants where a time zone is named.</summary>
    public static LogicalTimestamp Timestamp(TimeUnit unit, string? timeZone = null) => new(unit, timeZone);

    /// <summary>The type of a name as <see cref="ToString"/> has it: <c>int64</c>, <c>timestamp[ms, Europe/Berlin]</c>; null for another text.</summary>
    public static LogicalType? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        LogicalType[] plain = [Bool, Whole, Unsigned, Real, Text, Date, Decimal];
        return Array.Find(plain, type => type.ToString() == name) ?? LogicalTimestamp.FindTimestamp(name);
    }

    /// <summary>True for the whole numbers of 64 bits, signed or not.</summary>
    public bool IsInteger => Kind is LogicalKind.Whole or LogicalKind.Unsigned;

    /// <summary>How a plain column stores such values: without codes, in no fewer bytes than any of them may need.</summary>
    public virtual DataType Storage => Kind switch
    {
        LogicalKind.Bool => DataType.Bool,
        LogicalKind.Whole => DataType.Int64,
        LogicalKind.Unsigned => DataType.UInt64,
        LogicalKind.Real => DataType.Float64,
        LogicalKind.Text => DataType.Utf8,
        LogicalKind.Date => DataType.Date32,
        _ => DataType.Decimal128,
    };

    /// <summary>The name as users see and write it, which is that of <see cref="Storage"/>: <c>int64</c>, <c>utf8</c>, <c>timestamp[s]</c>.</summary>
    public sealed override string ToString() => Storage.ToString();
}
