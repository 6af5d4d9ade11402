using Grid.Columns;

namespace Grid.Query;

/// <summary>An answer as named columns and rows of values, for printing and for exchange. It prints with aligned columns.</summary>
public sealed record AnswerTable
{
    private AnswerTable(IReadOnlyList<AnswerColumn> columns, IReadOnlyList<IReadOnlyList<Scalar>> rows) => (Columns, Rows) = (columns, rows);

    /// <summary>The columns.</summary>
    public IReadOnlyList<AnswerColumn> Columns { get; }

    /// <summary>The rows, a value per column each.</summary>
    public IReadOnlyList<IReadOnlyList<Scalar>> Rows { get; }

    /// <summary>The first rows.</summary>
    public AnswerTable Take(int rows) => rows >= Rows.Count ? this : new AnswerTable(Columns, [.. Rows.Take(rows)]);

    /// <summary>The table with aligned columns and rounded figures.</summary>
    public override string ToString() => TableText.Of(this);

    internal static AnswerTable OfData(IReadOnlyList<string> names, IReadOnlyList<LogicalType> types, IReadOnlyList<IReadOnlyList<Scalar>> rows) =>
        new([.. names.Select((name, i) => new AnswerColumn(name, types[i], IsFigure: false))], rows);

    /// <summary>
    /// Makes a table. A column's type is the least that holds all of its values; that of doubles where there are none, and of figures some of which
    /// are whole numbers that no double is, and others fractions: the values themselves stay as they are.
    /// </summary>
    /// <param name="columns">Names, and whether numbers measure something.</param>
    /// <param name="rows">The rows, a value per column each.</param>
    public static AnswerTable Of(IReadOnlyList<(string Name, bool IsFigure)> columns, IReadOnlyList<IReadOnlyList<Scalar>> rows)
    {
        LogicalType[] types = [.. columns.Select((column, i) => Join(rows.Select(row => row[i]), column.IsFigure))];
        // A mean of timestamps may be of a finer unit than that of the next group.
        if (types.Any(type => type is LogicalTimestamp))
            rows = [.. rows.Select(row => (IReadOnlyList<Scalar>)[.. row.Select((value, i) => As(types[i], value))])];
        return new([.. columns.Select((column, i) => new AnswerColumn(column.Name, types[i], column.IsFigure))], rows);
    }

    private static Scalar As(LogicalType type, Scalar value) =>
        type is LogicalTimestamp timestamp && value.AsMoment is { } moment && moment.TryConvert(type, out long ticks) ? Scalar.Timestamp(timestamp, ticks) : value;

    private static LogicalType Join(IEnumerable<Scalar> values, bool isFigure)
    {
        LogicalType? common = null;
        var all = values.ToList();
        if (all.Exists(IsNumber) && all.TrueForAll(v => v.IsNull || IsNumber(v)))
            return OfNumbers(all.FindAll(IsNumber), isFigure);
        foreach (var type in all.Select(v => v.Type).OfType<LogicalType>())
        {
            if (common is null || common == type)
                common = type;
            else if (Finer(common, type) is { } finer)
                common = finer;
            else
                return LogicalType.Text;
        }
        if (common is LogicalTimestamp && !all.TrueForAll(v => v.IsNull || v.AsMoment!.Value.TryConvert(common, out _)))
            return LogicalType.Text;
        return common ?? LogicalType.Real;
    }

    private static LogicalTimestamp? Finer(LogicalType a, LogicalType b) => (a, b) switch
    {
        (LogicalTimestamp s, LogicalTimestamp t) when s.TimeZone == t.TimeZone => s.Unit > t.Unit ? s : t,
        (LogicalTimestamp { TimeZone: null } s, { Kind: LogicalKind.Date }) => s,
        ({ Kind: LogicalKind.Date }, LogicalTimestamp { TimeZone: null } t) => t,
        _ => null,
    };

    private static LogicalType OfNumbers(List<Scalar> numbers, bool isFigure)
    {
        if (numbers.TrueForAll(v => v.Type == numbers[0].Type))
            return numbers[0].Type!;
        if (numbers.TrueForAll(IsWhole))
            return numbers.TrueForAll(v => v.AsWhole >= 0 && v.AsWhole <= ulong.MaxValue) ? LogicalType.Unsigned : LogicalType.Decimal;
        // Doubles, unless a value of the data beside them would be another as one.
        return isFigure || numbers.TrueForAll(v => !IsWhole(v) || (Int128)v.AsDouble == v.AsWhole) ? LogicalType.Real : LogicalType.Text;
    }

    private static bool IsNumber(Scalar value) => !value.IsNull && (IsWhole(value) || value.Type == LogicalType.Real);

    private static bool IsWhole(Scalar value) => value.Type!.IsInteger || value.Type == LogicalType.Decimal;
}
