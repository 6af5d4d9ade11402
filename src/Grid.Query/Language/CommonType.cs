using Grid.Columns;

namespace Grid.Query;

/// <summary>Where the types of two values meet.</summary>
internal static class CommonType
{
    /// <summary>The type that both can be cast to; null where there is none.</summary>
    public static DataType? Of(Expression left, Expression right)
    {
        DataType a = left.Type, b = right.Type;
        if (a == b)
            return a;
        if (IsNumber(a) && IsNumber(b))
        {
            if (a.Id == TypeId.Float64 || b.Id == TypeId.Float64)
                return DataType.Float64;
            if (a.Id != TypeId.UInt64 && b.Id != TypeId.UInt64)
                return DataType.Int64;
            return IsNegative(left) || IsNegative(right) ? DataType.Int64 : DataType.UInt64;
        }
        return (a, b) switch
        {
            (TimestampType { TimeZone: null } t, { Id: TypeId.Date32 }) => t,
            ({ Id: TypeId.Date32 }, TimestampType { TimeZone: null } t) => t,
            (TimestampType x, TimestampType y) when x.TimeZone is null == y.TimeZone is null => x.Unit >= y.Unit ? x : y,
            _ => null,
        };
    }

    /// <summary>
    /// The type of what two whole numbers give, at least one of them without a sign: it has one where both are not given and
    /// are subtracted, or where a factor or divisor may be negative. What it does not hold is an error of its row.
    /// </summary>
    public static DataType OfWhole(Operation operation, Expression left, Expression right)
    {
        bool isSigned = operation switch
        {
            Operation.Subtract => !(right.IsLiteral && left.Type.Id == TypeId.UInt64),
            Operation.Multiply => IsNegative(left) || IsNegative(right),
            Operation.Modulo => right.Type.Id == TypeId.Int64 && (!right.IsLiteral || IsNegative(right)),
            _ => false,
        };
        return isSigned ? DataType.Int64 : DataType.UInt64;
    }

    /// <summary>Whether values are whole numbers.</summary>
    public static bool IsWhole(DataType type) => type.Id is TypeId.Int64 or TypeId.UInt64;

    private static bool IsNegative(Expression value) => value is { IsLiteral: true, Type.Id: TypeId.Int64, Literal: { IsNull: false, AsInt64: < 0 } };

    /// <summary>Why two values have no common type.</summary>
    public static string Mismatch(Expression left, Expression right)
    {
        string both = $"{Say(left)} and {Say(right)} do not go together";
        if (left.Type.Id == TypeId.Utf8 != (right.Type.Id == TypeId.Utf8))
            return $"{both}; {(left.IsLiteral || right.IsLiteral ? "numbers stand without quotes, texts in quotes" : "one is a text")}";
        if (IsTemporal(left) != IsTemporal(right) && (IsNumber(left.Type) || IsNumber(right.Type)))
            return $"{both}; a date or timestamp stands in quotes, '2017-03-25'";
        return IsTemporal(left) && IsTemporal(right) ? $"{both}; one has a time zone, the other has none" : both;
    }

    /// <summary>A value as a message names it.</summary>
    public static string Say(Expression e) => e switch
    {
        { IsLiteral: true, Type.Id: TypeId.Utf8 } => $"the text '{e.Literal}'",
        { IsLiteral: true } => $"the {e.Type} {e.Literal}",
        { Operation: Operation.Column } => $"the {e.Type} column '{e.Name}'",
        _ => $"a value of type {e.Type}",
    };

    /// <summary>A value as another type, to which it must be castable.</summary>
    public static Expression Cast(Expression value, DataType type)
    {
        if (value.Type == type)
            return value;
        if (value.IsNull)
            return Expression.Null(type);
        // Columns are read as what they are wanted as.
        if (value.Operation == Operation.Column && type.Id == TypeId.Float64)
            return Expression.Column(new Field(value.Name, type));
        if (value is { IsLiteral: true, Literal: var literal })
        {
            if (type.Id == TypeId.Float64)
                return Expression.Of(Scalar.Float64(literal.AsDouble));
            if (type.Id is TypeId.Int64 or TypeId.UInt64)
                return Expression.Of(ScalarKey.FromInteger(type, literal.AsInt64));
        }
        return Expression.Of(Operation.Cast, type, value);
    }

    /// <summary>Whether values of a type can be reckoned with.</summary>
    public static bool IsNumber(DataType type) => type.Id is TypeId.Bool or TypeId.Int64 or TypeId.UInt64 or TypeId.Float64;

    /// <summary>Whether a value is a date or a timestamp.</summary>
    public static bool IsTemporal(Expression value) => value.Type.Id is TypeId.Date32 or TypeId.Timestamp;
}
