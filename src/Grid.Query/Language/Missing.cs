using Grid.Columns;

namespace Grid.Query;

/// <summary>NaN as statistics see it: a value that is missing, as in pandas.</summary>
internal static class Missing
{
    /// <summary>A value with null in the place of NaN.</summary>
    public static Expression AsNull(Expression value) => value.Type.Kind == LogicalKind.Real && value.Operation != Operation.NaNToNull
        ? Expression.Of(Operation.NaNToNull, LogicalType.Real, value)
        : value;
}
