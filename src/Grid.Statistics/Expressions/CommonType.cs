using Grid.Arrow;

namespace Grid.Statistics;

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
            var other = a.Id == TypeId.UInt64 ? right : left;
            return other.Type.Id == TypeId.Bool || other is { IsLiteral: true, Literal.AsInt64: >= 0 } ? DataType.UInt64 : DataType.Float64;
        }
        return (a, b) switch
        {
            (TimestampType { TimeZone: null } t, { Id: TypeId.Date32 }) => t,
            ({ Id: TypeId.Date32 }, TimestampType { TimeZone: null } t) => t,
            (TimestampType x, TimestampType y) when x.TimeZone is null == y.TimeZone is null => x.Unit >= y.Unit ? x : y,
            _ => null,
        };
    }

    /// <summary>Why two values have no common type.</summary>
    public static string Mismatch(Expression left, Expression right)
    {
        string both = $"{Say(left)} and {Say(right)} do not go together";
        if (left.Type.Id == TypeId.Utf8 != (right.Type.Id == TypeId.Utf8))
            return $"{both}; {(left.IsLiteral || right.IsLiteral ? "numbers stand without quotes, texts in quotes" : "one is a text")}";
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
