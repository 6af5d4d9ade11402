using Grid.Columns;

namespace Grid.Query;

/// <summary>Which types each operation takes and gives. The binder keeps to them; bytes that were read are held to them.</summary>
internal static class ExpressionRules
{
    /// <summary>How many digits before the point may be rounded away.</summary>
    public const int MostRoundedPlaces = 18;

    public static bool Holds(ExpressionNode node, IReadOnlyList<ExpressionNode> nodes)
    {
        DataType? a = node.Inputs.Length > 0 ? nodes[node.Inputs[0]].Type : null;
        DataType? b = node.Inputs.Length > 1 ? nodes[node.Inputs[1]].Type : null;
        var type = node.Type;
        int count = node.Inputs.Length;
        return node.Operation switch
        {
            Operation.Column => count == 0,
            Operation.RowHash => count == 0 && type.Id == TypeId.UInt64 && node.Literal.Type?.Id == TypeId.Int64,
            Operation.Literal => count == 0 && (node.Literal.IsNull || node.Literal.Type == type),
            Operation.Subtract when type.Id == TypeId.Float64 && (a?.Id == TypeId.Timestamp || b?.Id == TypeId.Timestamp) => count == 2 && AreMoments(a, b),
            Operation.Subtract when type.Id == TypeId.Int64 && a?.Id == TypeId.Date32 => count == 2 && a == b,
            Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Modulo => count == 2
                && ((a == b && a == type && type.Id == TypeId.Float64) || (IsWhole(a) && IsWhole(b) && IsWhole(type))),
            Operation.Divide or Operation.Power or Operation.ArcTangent2 or Operation.ProductError => count == 2 && a == b && a == type && type.Id == TypeId.Float64,
            Operation.Negate when type.Id == TypeId.Int64 => count == 1 && IsWhole(a),
            Operation.Negate or Operation.Abs => count == 1 && a == type && type.Id is TypeId.Int64 or TypeId.Float64,
            >= Operation.Equal and <= Operation.GreaterOrEqual => count == 2 && (a == b || (IsNumber(a) && IsNumber(b)) || AreMoments(a, b)) && type.Id == TypeId.Bool,
            Operation.In => count == 1 && type.Id == TypeId.Bool && node.Set.All(s => s.Type == a),
            Operation.Ordinal => count == 1 && type.Id == TypeId.Int64 && node.Set.All(s => s.Type == a),
            Operation.PartitionPlace => count == 0 && type.Id == TypeId.Int64,
            Operation.FillForward or Operation.FillBackward => count is 1 or 2 && a == type && (b is null || b.Id == TypeId.Bool) && node.Set.Length % 2 == 0
                && node.Set.Index().All(s => s.Index % 2 == 0 ? s.Item.Type?.Id == TypeId.Int64 : s.Item.IsNull || s.Item.Type == type),
            Operation.And or Operation.Or => count == 2 && a == b && a == type && type.Id == TypeId.Bool,
            Operation.Not => count == 1 && a == type && type.Id == TypeId.Bool,
            Operation.IsNull => count == 1 && type.Id == TypeId.Bool,
            Operation.NaNToNull => count == 1 && a == type && type.Id == TypeId.Float64,
            Operation.IsNaN => count == 1 && type.Id == TypeId.Bool && a!.Id == TypeId.Float64,
            Operation.Case => count >= 3 && count % 2 == 1 && Enumerable.Range(0, count).All(i => nodes[node.Inputs[i]].Type is var t && (i % 2 == 0 && i < count - 1 ? t.Id == TypeId.Bool : t == type)),
            Operation.Convert or Operation.TryConvert => count == 1 && CanConvert(a!, type),
            Operation.Sign => count == 1 && ((type.Id == TypeId.Int64 && IsWhole(a)) || (a == type && type.Id == TypeId.Float64)),
            Operation.Coalesce or Operation.Least or Operation.Greatest => count >= 1 && node.Inputs.All(i => nodes[i].Type == type),
            Operation.Cast => count == 1 && (CanCast(a!, type) || (IsWhole(a) && IsWhole(type))),
            Operation.CastExactly => count == 1 && ((IsWhole(a) && type.Id == TypeId.Float64) || (type.Id == TypeId.Timestamp && CanCast(a!, type))),
            Operation.Round => count == 1 && a == type && node.Literal.Type?.Id == TypeId.Int64
                && node.Literal.AsInt64 >= -MostRoundedPlaces && (IsWhole(type) ? node.Literal.AsInt64 < 0 : type.Id == TypeId.Float64 && node.Literal.AsInt64 <= 15),
            (>= Operation.Floor and <= Operation.Truncate) or (>= Operation.Log2 and <= Operation.HyperbolicTangent) => count == 1 && a == type && type.Id == TypeId.Float64,
            >= Operation.Year and <= Operation.DayOfYear => count == 1 && type.Id == TypeId.Int64 && a!.Id is TypeId.Date32 or TypeId.Timestamp,
            Operation.Date => count == 1 && type.Id == TypeId.Date32 && a!.Id == TypeId.Timestamp,
            Operation.TruncateMoment => count == 1 && a == type && type.Id is TypeId.Date32 or TypeId.Timestamp
                && node.Literal.AsText is { } step && TimeStep.Parse(step) is { } parsed && (parsed.Months > 0 || parsed.In(type) is not null),
            >= Operation.Lower and <= Operation.RegexExtract => a?.Id == TypeId.Utf8 && HoldsOfText(node, count, b, nodes),
            _ => false,
        };
    }

    /// <summary>Whether some values may have no result.</summary>
    public static bool MayFail(ExpressionNode node) => node.Operation switch
    {
        Operation.Literal or Operation.Column or Operation.RowHash or Operation.Ordinal or Operation.PartitionPlace or Operation.FillForward or Operation.FillBackward => false,
        Operation.CastExactly or Operation.Convert or Operation.TruncateMoment or Operation.Date or Operation.Substring => true,
        _ => IsWhole(node.Type),
    };

    /// <summary>Whether values of one logical type can be asked for as another, where some of them are.</summary>
    public static bool CanConvert(DataType from, DataType to) => (from, to) switch
    {
        (_, { Id: TypeId.Utf8 }) or ({ Id: TypeId.Utf8 }, _) => from != to,
        ({ Id: TypeId.Date32 }, TimestampType t) => t.TimeZone is null,
        (TimestampType t, { Id: TypeId.Date32 }) => t.TimeZone is null,
        (TimestampType f, TimestampType t) => f.TimeZone is null == t.TimeZone is null,
        _ => CommonType.IsNumber(from) && CommonType.IsNumber(to),
    };

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

    private static bool HoldsOfText(ExpressionNode node, int count, DataType? b, IReadOnlyList<ExpressionNode> nodes)
    {
        bool gives = node.Operation switch
        {
            Operation.Length => node.Type.Id == TypeId.Int64,
            (>= Operation.Contains and <= Operation.Like) or Operation.RegexMatch => node.Type.Id == TypeId.Bool,
            _ => node.Type.Id == TypeId.Utf8,
        };
        return gives && node.Operation switch
        {
            Operation.Trim or Operation.TrimStart or Operation.TrimEnd or Operation.Like => count == 1 && node.Literal.AsText is not null,
            Operation.Substring => count is 2 or 3 && node.Inputs.Skip(1).All(i => nodes[i].Type.Id == TypeId.Int64),
            Operation.Replace => count == 3 && node.Inputs.All(i => nodes[i].Type.Id == TypeId.Utf8),
            Operation.Concat => node.Inputs.All(i => nodes[i].Type.Id == TypeId.Utf8),
            Operation.Contains or Operation.StartsWith or Operation.EndsWith => count == 2 && b!.Id == TypeId.Utf8,
            Operation.RegexMatch => count == 1 && IsPattern(node.Literal),
            Operation.RegexReplace => count == 2 && IsPattern(node.Literal)
                && nodes[node.Inputs[1]] is { Operation: Operation.Literal, Type.Id: TypeId.Utf8, Literal.AsText: { } with } && RegexPattern.ReplacementFault(node.Literal.AsText!, with) is null,
            Operation.RegexExtract => count == 2 && nodes[node.Inputs[1]] is { Operation: Operation.Literal, Type.Id: TypeId.Int64, Literal: { IsNull: false, AsInt64: >= 0 and < 1_000 } group }
                && IsPattern(node.Literal, (int)group.AsInt64),
            _ => count == 1,
        };
    }

    private static bool IsPattern(Scalar literal, int group = 0) => literal.AsText is { } pattern && RegexPattern.Fault(pattern, group) is null;

    // Of one kind, and of any units.
    private static bool AreMoments(DataType? a, DataType? b) =>
        a?.Id is TypeId.Date32 or TypeId.Timestamp && b?.Id is TypeId.Date32 or TypeId.Timestamp && (a == b || CanCast(a, b) || CanCast(b, a));

    private static bool IsWhole(DataType? type) => type?.Id is TypeId.Int64 or TypeId.UInt64;

    private static bool IsNumber(DataType? type) => IsWhole(type) || type?.Id == TypeId.Float64;
}
