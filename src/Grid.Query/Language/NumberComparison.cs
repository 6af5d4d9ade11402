using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Comparisons of numbers of two types. One with a literal becomes one with a number of the other's type: what lies between two
/// of those is never equal, and for the order the one below it decides. So no number is rounded to be compared.
/// </summary>
internal static class NumberComparison
{
    private enum Place
    {
        Exact,
        Above,
        BelowAll,
        AboveAll,
    }

    /// <summary>Compares two numbers, not both of one type, and none of them a truth value; a literal may have more digits than 64 bits.</summary>
    public static Expression Of(Operation operation, Expression left, Expression right)
    {
        if (right.IsLiteral && !left.IsLiteral)
            return WithLiteral(operation, left, right.Literal);
        return left.IsLiteral && !right.IsLiteral
            ? WithLiteral(Mirror(operation), right, left.Literal)
            : Expression.Of(operation, LogicalType.Bool, left, right);
    }

    /// <summary>The comparison that holds where one does when its sides are exchanged.</summary>
    public static Operation Mirror(Operation operation) => operation switch
    {
        Operation.Less => Operation.Greater,
        Operation.LessOrEqual => Operation.GreaterOrEqual,
        Operation.Greater => Operation.Less,
        Operation.GreaterOrEqual => Operation.LessOrEqual,
        var same => same,
    };

    /// <summary>A number of a type that is a number; null where the type has no such.</summary>
    public static Scalar? Exactly(LogicalType type, Scalar number) => Locate(type, number) is (Place.Exact, var same) ? same : null;

    private static Expression WithLiteral(Operation operation, Expression value, Scalar number)
    {
        var (place, bound) = Locate(value.Type, number);
        if (place is Place.BelowAll or Place.AboveAll || (place == Place.Above && operation is Operation.Equal or Operation.NotEqual))
        {
            bool always = operation == Operation.NotEqual
                || (place == Place.BelowAll && operation is Operation.Greater or Operation.GreaterOrEqual)
                || (place == Place.AboveAll && operation is Operation.Less or Operation.LessOrEqual);
            // Never, yet null where the value is.
            var never = Expression.Of(Operation.Less, LogicalType.Bool, value, value);
            return always ? Expression.Of(Operation.Not, LogicalType.Bool, never) : never;
        }
        if (place == Place.Above)
        {
            operation = operation switch
            {
                Operation.Less => Operation.LessOrEqual,
                Operation.GreaterOrEqual => Operation.Greater,
                var same => same,
            };
        }
        return Expression.Of(operation, LogicalType.Bool, value, Expression.Of(bound));
    }

    /// <summary>The last number of a type that is not above a number, and whether it is that.</summary>
    private static (Place Place, Scalar Bound) Locate(LogicalType type, Scalar number)
    {
        if (type.Kind == LogicalKind.Real)
            return number.Type!.Kind == LogicalKind.Real ? (Place.Exact, number) : NearestDouble(number.AsWhole);
        if (number.Type!.Kind != LogicalKind.Real)
            return OfType(type, number.AsWhole, true);
        double floor = Math.Floor(number.AsDouble);
        return Math.Abs(floor) >= 1e37
            ? (floor > 0 ? Place.AboveAll : Place.BelowAll, default)
            : OfType(type, (Int128)floor, floor == number.AsDouble);
    }

    private static (Place Place, Scalar Bound) OfType(LogicalType type, Int128 floor, bool exact)
    {
        bool isUnsigned = type.Kind == LogicalKind.Unsigned;
        if (floor < (isUnsigned ? 0 : (Int128)long.MinValue))
            return (Place.BelowAll, default);
        if (floor > (isUnsigned ? (Int128)ulong.MaxValue : long.MaxValue))
            return (Place.AboveAll, default);
        return (exact ? Place.Exact : Place.Above, isUnsigned ? Scalar.UInt64((ulong)floor) : Scalar.Int64((long)floor));
    }

    private static (Place Place, Scalar Bound) NearestDouble(Int128 whole)
    {
        double nearest = (double)whole;
        int order = NumberOrder.Compare(whole, nearest);
        return order == 0 ? (Place.Exact, Scalar.Float64(nearest)) : (Place.Above, Scalar.Float64(order > 0 ? nearest : Math.BitDecrement(nearest)));
    }
}
