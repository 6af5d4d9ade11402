using Grid.Columns;

namespace Grid.Query;

/// <summary>Which types each operation takes and gives. The binder keeps to them; bytes that were read are held to them.</summary>
internal static class ExpressionRules
{
    /// <summary>How many digits before the point may be rounded away.</summary>
    public const int MostRoundedPlaces = 18;

    public static bool Holds(ExpressionNode node, IReadOnlyList<ExpressionNode> nodes)
    {
        LogicalType? a = node.Inputs.Length > 0 ? nodes[node.Inputs[0]].Type : null;
        LogicalType? b = node.Inputs.Length > 1 ? nodes[node.Inputs[1]].Type : null;
        var type = node.Type;
        int count = node.Inputs.Length;
        return node.Operation switch
        {
            Operation.Column => count == 0,
            Operation.RowHash => count == 0 && type.Kind == LogicalKind.Unsigned && node.Literal.Type?.Kind == LogicalKind.Whole,
            Operation.Literal => count == 0 && (node.Literal.IsNull || node.Literal.Type == type),
            Operation.Subtract when type.Kind == LogicalKind.Real && (a?.Kind == LogicalKind.Timestamp || b?.Kind == LogicalKind.Timestamp) => count == 2 && AreMoments(a, b),
            Operation.Subtract when type.Kind == LogicalKind.Whole && a?.Kind == LogicalKind.Date => count == 2 && a == b,
            Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Modulo => count == 2
                && ((a == b && a == type && type.Kind == LogicalKind.Real) || (IsWhole(a) && IsWhole(b) && IsWhole(type))),
            Operation.Divide or Operation.Power or Operation.ArcTangent2 or Operation.ProductError => count == 2 && a == b && a == type && type.Kind == LogicalKind.Real,
            Operation.Negate when type.Kind == LogicalKind.Whole => count == 1 && IsWhole(a),
            Operation.Negate or Operation.Abs => count == 1 && a == type && type.Kind is LogicalKind.Whole or LogicalKind.Real,
            >= Operation.Equal and <= Operation.GreaterOrEqual => count == 2 && (a == b || (IsNumber(a) && IsNumber(b)) || AreMoments(a, b)) && type.Kind == LogicalKind.Bool,
            Operation.In => count == 1 && type.Kind == LogicalKind.Bool && node.Set.All(s => s.Type == a),
            Operation.Ordinal => count == 1 && type.Kind == LogicalKind.Whole && node.Set.All(s => s.Type == a),
            Operation.PartitionPlace => count == 0 && type.Kind == LogicalKind.Whole,
            Operation.FillForward or Operation.FillBackward => count is 1 or 2 && a == type && (b is null || b.Kind == LogicalKind.Bool) && node.Set.Length % 2 == 0
                && node.Set.Index().All(s => s.Index % 2 == 0 ? s.Item.Type?.Kind == LogicalKind.Whole : s.Item.IsNull || s.Item.Type == type),
            Operation.And or Operation.Or => count == 2 && a == b && a == type && type.Kind == LogicalKind.Bool,
            Operation.Not => count == 1 && a == type && type.Kind == LogicalKind.Bool,
            Operation.IsNull => count == 1 && type.Kind == LogicalKind.Bool,
            Operation.NaNToNull => count == 1 && a == type && type.Kind == LogicalKind.Real,
            Operation.IsNaN => count == 1 && type.Kind == LogicalKind.Bool && a!.Kind == LogicalKind.Real,
            Operation.Case => count >= 3 && count % 2 == 1 && Enumerable.Range(0, count).All(i => nodes[node.Inputs[i]].Type is var t && (i % 2 == 0 && i < count - 1 ? t.Kind == LogicalKind.Bool : t == type)),
            Operation.Convert or Operation.TryConvert => count == 1 && CanConvert(a!, type),
            Operation.Sign => count == 1 && ((type.Kind == LogicalKind.Whole && IsWhole(a)) || (a == type && type.Kind == LogicalKind.Real)),
            Operation.Coalesce or Operation.Least or Operation.Greatest => count >= 1 && node.Inputs.All(i => nodes[i].Type == type),
            Operation.Cast => count == 1 && (CanCast(a!, type) || (IsWhole(a) && IsWhole(type))),
            Operation.CastExactly => count == 1 && ((IsWhole(a) && type.Kind == LogicalKind.Real) || (type.Kind == LogicalKind.Timestamp && CanCast(a!, type))),
            Operation.Round => count == 1 && a == type && node.Literal.Type?.Kind == LogicalKind.Whole
                && node.Literal.AsInt64 >= -MostRoundedPlaces && (IsWhole(type) ? node.Literal.AsInt64 < 0 : type.Kind == LogicalKind.Real && node.Literal.AsInt64 <= 15),
            (>= Operation.Floor and <= Operation.Truncate) or (>= Operation.Log2 and <= Operation.HyperbolicTangent) => count == 1 && a == type && type.Kind == LogicalKind.Real,
            >= Operation.Year and <= Operation.DayOfYear => count == 1 && type.Kind == LogicalKind.Whole && a!.Kind is LogicalKind.Date or LogicalKind.Timestamp,
            Operation.Date => count == 1 && type.Kind == LogicalKind.Date && a!.Kind == LogicalKind.Timestamp,
            Operation.TruncateMoment => count == 1 && a == type && type.Kind is LogicalKind.Date or LogicalKind.Timestamp
                && node.Literal.AsText is { } step && TimeStep.Parse(step) is { } parsed && (parsed.Months > 0 || parsed.In(type) is not null),
            >= Operation.Lower and <= Operation.RegexExtract => a?.Kind == LogicalKind.Text && HoldsOfText(node, count, b, nodes),
            _ => false,
        };
    }

    /// <summary>Whether some values of a graph may have no result; a choice among values fails where they do.</summary>
    public static bool MayFail(ExpressionGraph graph) => graph.Nodes.Any(node => node.Operation is not (Operation.Case or Operation.Coalesce) && MayFail(node));

    /// <summary>Whether some values may have no result.</summary>
    public static bool MayFail(ExpressionNode node) => node.Operation switch
    {
        Operation.Literal or Operation.Column or Operation.RowHash or Operation.Ordinal or Operation.PartitionPlace or Operation.FillForward or Operation.FillBackward => false,
        Operation.CastExactly or Operation.Convert or Operation.TruncateMoment or Operation.Date or Operation.Substring => true,
        _ => IsWhole(node.Type),
    };

    /// <summary>Whether values of one logical type can be asked for as another, where some of them are.</summary>
    public static bool CanConvert(LogicalType from, LogicalType to) => (from, to) switch
    {
        (_, { Kind: LogicalKind.Text }) or ({ Kind: LogicalKind.Text }, _) => from != to,
        ({ Kind: LogicalKind.Date }, LogicalTimestamp t) => t.TimeZone is null,
        (LogicalTimestamp t, { Kind: LogicalKind.Date }) => t.TimeZone is null,
        (LogicalTimestamp f, LogicalTimestamp t) => f.TimeZone is null == t.TimeZone is null,
        _ => CommonType.IsNumber(from) && CommonType.IsNumber(to),
    };

    /// <summary>Whether values of a logical type can be presented as another: losslessly, or whole numbers as float64.</summary>
    public static bool CanCast(LogicalType from, LogicalType to) => (from, to) switch
    {
        _ when from == to => true,
        ({ Kind: LogicalKind.Bool }, { Kind: LogicalKind.Whole or LogicalKind.Unsigned or LogicalKind.Real }) => true,
        ({ Kind: LogicalKind.Whole or LogicalKind.Unsigned }, { Kind: LogicalKind.Real }) => true,
        ({ Kind: LogicalKind.Date }, LogicalTimestamp { TimeZone: null }) => true,
        (LogicalTimestamp f, LogicalTimestamp t) => f.Unit <= t.Unit && f.TimeZone is null == t.TimeZone is null,
        _ => false,
    };

    /// <summary>Whether a column of a physical type can be presented as a logical type.</summary>
    public static bool CanPresent(DataType physical, LogicalType logical)
    {
        var value = physical is DictionaryType d ? d.Value : physical;
        // Unsigned integers of all widths but the widest are int64 as well.
        return CanCast(value.Logical, logical)
            || (logical.Kind == LogicalKind.Unsigned && value.Id is TypeId.UInt8 or TypeId.UInt16 or TypeId.UInt32);
    }

    private static bool HoldsOfText(ExpressionNode node, int count, LogicalType? b, IReadOnlyList<ExpressionNode> nodes)
    {
        bool gives = node.Operation switch
        {
            Operation.Length => node.Type.Kind == LogicalKind.Whole,
            (>= Operation.Contains and <= Operation.Like) or Operation.RegexMatch => node.Type.Kind == LogicalKind.Bool,
            _ => node.Type.Kind == LogicalKind.Text,
        };
        return gives && node.Operation switch
        {
            Operation.Trim or Operation.TrimStart or Operation.TrimEnd or Operation.Like => count == 1 && node.Literal.AsText is not null,
            Operation.Substring => count is 2 or 3 && node.Inputs.Skip(1).All(i => nodes[i].Type.Kind == LogicalKind.Whole),
            Operation.Replace => count == 3 && node.Inputs.All(i => nodes[i].Type.Kind == LogicalKind.Text),
            Operation.Concat => node.Inputs.All(i => nodes[i].Type.Kind == LogicalKind.Text),
            Operation.Contains or Operation.StartsWith or Operation.EndsWith => count == 2 && b!.Kind == LogicalKind.Text,
            Operation.RegexMatch => count == 1 && IsPattern(node.Literal),
            Operation.RegexReplace => count == 2 && IsPattern(node.Literal)
                && nodes[node.Inputs[1]] is { Operation: Operation.Literal, Type.Kind: LogicalKind.Text, Literal.AsText: { } with } && RegexPattern.ReplacementFault(node.Literal.AsText!, with) is null,
            Operation.RegexExtract => count == 2 && nodes[node.Inputs[1]] is { Operation: Operation.Literal, Type.Kind: LogicalKind.Whole, Literal: { IsNull: false, AsInt64: >= 0 and < 1_000 } group }
                && IsPattern(node.Literal, (int)group.AsInt64),
            _ => count == 1,
        };
    }

    private static bool IsPattern(Scalar literal, int group = 0) => literal.AsText is { } pattern && RegexPattern.Fault(pattern, group) is null;

    // Of one kind, and of any units.
    private static bool AreMoments(LogicalType? a, LogicalType? b) =>
        a?.Kind is LogicalKind.Date or LogicalKind.Timestamp && b?.Kind is LogicalKind.Date or LogicalKind.Timestamp && (a == b || CanCast(a, b) || CanCast(b, a));

    private static bool IsWhole(LogicalType? type) => type?.Kind is LogicalKind.Whole or LogicalKind.Unsigned;

    private static bool IsNumber(LogicalType? type) => IsWhole(type) || type?.Kind == LogicalKind.Real;
}
