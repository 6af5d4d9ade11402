using Grid.Columns;

namespace Grid.Query;

/// <summary>Which types each operation takes and gives. The binder keeps to them; bytes that were read are held to them.</summary>
internal static class ExpressionRules
{
    public static bool Holds(ExpressionNode node, IReadOnlyList<ExpressionNode> nodes)
    {
        DataType? a = node.Inputs.Length > 0 ? nodes[node.Inputs[0]].Type : null;
        DataType? b = node.Inputs.Length > 1 ? nodes[node.Inputs[1]].Type : null;
        var type = node.Type;
        int count = node.Inputs.Length;
        return node.Operation switch
        {
            Operation.Column => count == 0,
            Operation.Literal => count == 0 && (node.Literal.IsNull || node.Literal.Type == type),
            Operation.Subtract when type.Id == TypeId.Float64 && (a?.Id == TypeId.Timestamp || b?.Id == TypeId.Timestamp) => count == 2 && AreMoments(a, b),
            Operation.Subtract when type.Id == TypeId.Int64 && a?.Id == TypeId.Date32 => count == 2 && a == b,
            Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Modulo => count == 2
                && ((a == b && a == type && type.Id == TypeId.Float64) || (IsWhole(a) && IsWhole(b) && IsWhole(type))),
            Operation.Divide => count == 2 && a == b && a == type && type.Id == TypeId.Float64,
            Operation.Negate when type.Id == TypeId.Int64 => count == 1 && IsWhole(a),
            Operation.Negate or Operation.Abs => count == 1 && a == type && type.Id is TypeId.Int64 or TypeId.Float64,
            >= Operation.Equal and <= Operation.GreaterOrEqual => count == 2 && (a == b || (IsNumber(a) && IsNumber(b)) || AreMoments(a, b)) && type.Id == TypeId.Bool,
            Operation.In => count == 1 && type.Id == TypeId.Bool && node.Set.All(s => s.Type == a),
            Operation.And or Operation.Or => count == 2 && a == b && a == type && type.Id == TypeId.Bool,
            Operation.Not => count == 1 && a == type && type.Id == TypeId.Bool,
            Operation.IsNull => count == 1 && type.Id == TypeId.Bool,
            Operation.NaNToNull => count == 1 && a == type && type.Id == TypeId.Float64,
            Operation.IsNaN => count == 1 && type.Id == TypeId.Bool && a!.Id == TypeId.Float64,
            Operation.Coalesce => count >= 1 && node.Inputs.All(i => nodes[i].Type == type),
            Operation.Cast => count == 1 && (CanCast(a!, type) || (IsWhole(a) && IsWhole(type))),
            Operation.CastExactly => count == 1 && ((IsWhole(a) && type.Id == TypeId.Float64) || (type.Id == TypeId.Timestamp && CanCast(a!, type))),
            Operation.Round => count == 1 && a == type && type.Id == TypeId.Float64 && node.Literal.Type?.Id == TypeId.Int64
                && node.Literal.AsInt64 is >= 0 and <= 15,
            >= Operation.Floor and <= Operation.SquareRoot => count == 1 && a == type && type.Id == TypeId.Float64,
            >= Operation.Year and <= Operation.Weekday => count == 1 && type.Id == TypeId.Int64 && a!.Id is TypeId.Date32 or TypeId.Timestamp,
            Operation.Lower or Operation.Upper => count == 1 && a == type && type.Id == TypeId.Utf8,
            Operation.Length => count == 1 && type.Id == TypeId.Int64 && a!.Id == TypeId.Utf8,
            _ => false,
        };
    }

    /// <summary>Whether values of a logical type can be presented as another: losslessly, or whole numbers as float64.</summary>
    public static bool CanCast(DataType from, DataType to) => (from, to) switch
    {
        _ when from == to => true,
        ({ Id: TypeId.Bool }, { Id: TypeId.Int64 or TypeId.UInt64 or TypeId.Float64 }) => true,
        ({ Id: TypeId.Int64 or TypeId.UInt64 }, { Id: TypeId.Float64 }) => true,
        ({ Id: TypeId.Date32 }, TimestampType { TimeZone: null }) => true,
        (TimestampType f, TimestampType t) => f.Unit <= t.Unit && f.TimeZone is null == t.TimeZone is null,
        _ => false,
    };

    /// <summary>Whether a column of a physical type can be presented as a logical type.</summary>
    public static bool CanPresent(DataType physical, DataType logical)
    {
        var value = physical is DictionaryType d ? d.Value : physical;
        // Unsigned integers of all widths but the widest are int64 as well.
        return CanCast(value.Logical, logical)
            || (logical.Id == TypeId.UInt64 && value.Id is TypeId.UInt8 or TypeId.UInt16 or TypeId.UInt32);
    }

    // Of one kind, and of any units.
    private static bool AreMoments(DataType? a, DataType? b) =>
        a?.Id is TypeId.Date32 or TypeId.Timestamp && b?.Id is TypeId.Date32 or TypeId.Timestamp && (a == b || CanCast(a, b) || CanCast(b, a));

    private static bool IsWhole(DataType? type) => type?.Id is TypeId.Int64 or TypeId.UInt64;

    private static bool IsNumber(DataType? type) => IsWhole(type) || type?.Id == TypeId.Float64;
}
