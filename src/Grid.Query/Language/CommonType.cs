using Grid.Columns;

namespace Grid.Query;

/// <summary>Where the types of two values meet.</summary>
internal static class CommonType
{
    /// <summary>The type that both can be cast to; null where there is none.</summary>
    public static LogicalType? Of(Expression left, Expression right)
    {
        LogicalType a = left.Type, b = right.Type;
        if (a == b)
            return a;
        if (IsNumber(a) && IsNumber(b))
        {
            if (a.Kind == LogicalKind.Real || b.Kind == LogicalKind.Real)
                return LogicalType.Real;
            if (a.Kind != LogicalKind.Unsigned && b.Kind != LogicalKind.Unsigned)
                return LogicalType.Whole;
            return IsNegative(left) || IsNegative(right) ? LogicalType.Whole : LogicalType.Unsigned;
        }
        return (a, b) switch
        {
            (LogicalTimestamp { TimeZone: null } t, { Kind: LogicalKind.Date }) => t,
            ({ Kind: LogicalKind.Date }, LogicalTimestamp { TimeZone: null } t) => t,
            (LogicalTimestamp x, LogicalTimestamp y) when x.TimeZone is null == y.TimeZone is null => x.Unit >= y.Unit ? x : y,
            _ => null,
        };
    }

    /// <summary>
    /// The type of what two whole numbers give, at least one of them without a sign: it has one where both are not given and
    /// are subtracted, or where a factor or divisor may be negative. What it does not hold is an error of its row.
    /// </summary>
    public static LogicalType OfWhole(Operation operation, Expression left, Expression right)
    {
        bool isSigned = operation switch
        {
            Operation.Subtract => !(right.IsLiteral && left.Type.Kind == LogicalKind.Unsigned),
            Operation.Multiply => IsNegative(left) || IsNegative(right),
            Operation.Modulo => right.Type.Kind == LogicalKind.Whole && (!right.IsLiteral || IsNegative(right)),
            _ => false,
        };
        return isSigned ? LogicalType.Whole : LogicalType.Unsigned;
    }

    /// <summary>Whether values are whole numbers.</summary>
    public static bool IsWhole(LogicalType type) => type.Kind is LogicalKind.Whole or LogicalKind.Unsigned;

    private static bool IsNegative(Expression value) => value is { IsLiteral: true, Type.Kind: LogicalKind.Whole, Literal: { IsNull: false, AsInt64: < 0 } };

    /// <summary>Why two values have no common type.</summary>
    public static string Mismatch(Expression left, Expression right)
    {
        string both = $"{Say(left)} and {Say(right)} do not go together";
        if (left.Type.Kind == LogicalKind.Text != (right.Type.Kind == LogicalKind.Text))
            return $"{both}; {(left.IsLiteral || right.IsLiteral ? "numbers stand without quotes, texts in quotes" : "one is a text")}";
        if (IsTemporal(left) != IsTemporal(right) && (IsNumber(left.Type) || IsNumber(right.Type)))
            return $"{both}; a date or timestamp stands in quotes, '2017-03-25'";
        return IsTemporal(left) && IsTemporal(right) ? $"{both}; one has a time zone, the other has none" : both;
    }

    /// <summary>A value as a message names it.</summary>
    public static string Say(Expression e) => e switch
    {
        { IsLiteral: true, Type.Kind: LogicalKind.Text } => $"the text '{e.Literal}'",
        { IsLiteral: true } => $"the {e.Type} {e.Literal}",
        { Operation: Operation.Column } => $"the {e.Type} column '{e.Name}'",
        _ => $"a value of type {e.Type}",
    };

    /// <summary>A value as another type, to which it must be castable.</summary>
    public static Expression Cast(Expression value, LogicalType type)
    {
        if (value.Type == type)
            return value;
        if (value.IsNull)
            return Expression.Null(type);
        // Columns are read as what they are wanted as.
        if (value.Operation == Operation.Column && type.Kind == LogicalKind.Real)
            return Expression.Column(value.Name, type);
        if (value is { IsLiteral: true, Literal: var literal })
        {
            if (type.Kind == LogicalKind.Real)
                return Expression.Of(Scalar.Float64(literal.AsDouble));
            if (type.Kind is LogicalKind.Whole or LogicalKind.Unsigned)
                return Expression.Of(ScalarKey.FromInteger(type, literal.AsInt64));
        }
        return Expression.Of(Operation.Cast, type, value);
    }

    /// <summary>Whether values of a type can be reckoned with.</summary>
    public static bool IsNumber(LogicalType type) => type.Kind is LogicalKind.Bool or LogicalKind.Whole or LogicalKind.Unsigned or LogicalKind.Real;

    /// <summary>Whether a value is a date or a timestamp.</summary>
    public static bool IsTemporal(Expression value) => value.Type.Kind is LogicalKind.Date or LogicalKind.Timestamp;
}
