using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Settles names and types of an expression as written. Truth values count as 0 and 1 in arithmetic, whole numbers with
/// float64 are float64, as in pandas, and <c>/</c> and powers always are; arithmetic of whole numbers is exact (<see cref="WholeKernel"/>),
/// and so are comparisons of numbers of any two types.
/// A text compared with a date or timestamp is read as a moment (<see cref="MomentLiteral"/>); timestamps less timestamps are seconds (float64),
/// dates less dates are days (int64).
/// </summary>
internal sealed partial class Binder
{
    private readonly string _text;
    private readonly Scope _scope;

    private Binder(string text, Scope scope) => (_text, _scope) = (text, scope);

    /// <summary>Parses and binds an expression; a text that is a column's whole name is that column.</summary>
    /// <exception cref="QuestionException">It is malformed, or does not fit the columns.</exception>
    public static Expression Bind(string text, Scope scope) =>
        scope.Find(text) ?? Bind(text, Parser.Parse(text), scope);

    /// <summary>Parses and binds a condition.</summary>
    /// <exception cref="QuestionException">It is malformed, or neither true nor false.</exception>
    public static Expression BindCondition(string text, Scope scope) => Condition(text, 0, Bind(text, scope));

    /// <summary>Binds a condition that is already parsed.</summary>
    public static Expression BindCondition(string text, Syntax syntax, Scope scope) => Condition(text, syntax.Position, Bind(text, syntax, scope));

    private static Expression Condition(string text, int position, Expression condition) => condition.Type.Kind == LogicalKind.Bool
        ? condition
        : throw ExpressionFault.At(text, position, $"expected a condition, found a value of type {condition.Type}");

    /// <summary>Binds what is already parsed.</summary>
    public static Expression Bind(string text, Syntax syntax, Scope scope) => new Binder(text, scope).Operand(syntax);

    /// <summary>What is asked about: a text of the name of a column is hardly it.</summary>
    private Expression Operand(Syntax syntax)
    {
        var bound = Bind(syntax);
        return QuotedName.Advice(bound, _scope) is { } advice ? throw Fault(syntax, advice) : bound;
    }

    private Expression Bind(Syntax syntax) => syntax switch
    {
        NameSyntax s => Name(s),
        LiteralSyntax { Value.IsNull: true } => Expression.Null(LogicalType.Bool),
        LiteralSyntax { Value: { Type.Kind: LogicalKind.Decimal } wide } s => throw Wide(s, wide),
        LiteralSyntax s => Expression.Of(s.Value),
        UnarySyntax { Operation: Operation.Not } s => Not(s),
        UnarySyntax s => Negate(s),
        BinarySyntax { Operation: Operation.And or Operation.Or } s => Expression.Of(s.Operation, LogicalType.Bool, Truth(s.Left), Truth(s.Right)),
        BinarySyntax { Operation: >= Operation.Equal and <= Operation.GreaterOrEqual } s => Compare(s, Compared(s.Left, s.Right), Compared(s.Right, s.Left)),
        BinarySyntax s => Arithmetic(s),
        IsNullSyntax s => Expression.Of(Operation.IsNull, LogicalType.Bool, Operand(s.Operand)),
        InSyntax s => In(s),
        LikeSyntax s => Like(s),
        CaseSyntax s => Case(s.Branches, s.Else),
        CastSyntax s => Convert(s, Operand(s.Operand), s.Operation, CastType.Find(s.Type.Text)
            ?? throw ExpressionFault.At(_text, s.Type.Position, $"unknown type '{s.Type.Text}': {NearestName.Advice(s.Type.Text, CastType.Names)}")),
        CallSyntax s => Call(s),
        _ => throw new InvalidOperationException($"{syntax.GetType().Name} cannot be bound."),
    };

    private Expression Name(NameSyntax s) => _scope.Find(s.Name) ?? throw UnknownName(s);

    private QuestionException UnknownName(NameSyntax s) => s.Name.IndexOf('.') is > 0 and var point && ForeignMethod.Advice(_text, s.Position + point) is { } method
        ? ExpressionFault.At(_text, s.Position + point, $"'.' has no meaning here; {method}")
        : UnknownColumn(s);

    private QuestionException UnknownColumn(NameSyntax s) => Fault(s, _scope.Ambiguity(s.Name) ?? ForeignWords.OfValue(s.Name)
        ?? $"unknown column '{s.Name}': {(ForeignWords.Of(s.Name) is { } advice && EditDistance.Nearest(s.Name, _scope.Names) is null ? advice : NearestName.Advice(s.Name, _scope.Names))}");

    /// <summary>Binds what is compared: a name that is no column's, beside texts or moments, is a text without its quotes.</summary>
    private Expression Compared(Syntax syntax, Syntax other)
    {
        if (syntax is LiteralSyntax { Value: { Type.Kind: LogicalKind.Decimal } wide })
            return Expression.Of(wide);
        if (syntax is NameSyntax { Name: var name } && _scope.Find(name) is null && _scope.Ambiguity(name) is null && ForeignWords.OfValue(name) is null
            && TypeBeside(other) is LogicalKind.Text or LogicalKind.Date or LogicalKind.Timestamp)
        {
            string meant = EditDistance.Nearest(name, _scope.Names) is { } nearest ? $", or did you mean '{nearest}'?" : "";
            throw Fault(syntax, $"there is no column '{name}'; a text stands in quotes, '{name}'{meant}");
        }
        return Bind(syntax);
    }

    private LogicalKind? TypeBeside(Syntax other) => other is NameSyntax { Name: var name } ? _scope.Find(name)?.Type.Kind : other is LiteralSyntax ? null : Bind(other).Type.Kind;

    private Expression Truth(Syntax syntax)
    {
        var bound = Operand(syntax);
        return bound.Type.Kind == LogicalKind.Bool ? bound : throw Fault(syntax, $"expected a condition, found a value of type {bound.Type}");
    }

    private Expression Not(UnarySyntax s)
    {
        var operand = Truth(s.Operand);
        return operand.Operation == Operation.Not ? operand.Inputs[0] : Expression.Of(Operation.Not, LogicalType.Bool, operand);
    }

    private Expression Negate(UnarySyntax s)
    {
        var operand = Number(s.Operand, Bind(s.Operand));
        return Expression.Of(Operation.Negate, operand.Type.Kind == LogicalKind.Unsigned ? LogicalType.Whole : operand.Type, operand);
    }

    private Expression Arithmetic(BinarySyntax s)
    {
        Expression left = Bind(s.Left), right = Bind(s.Right);
        if (s.Operation == Operation.Subtract && (CommonType.IsTemporal(left) || CommonType.IsTemporal(right)))
            return Elapsed(s, left, right);
        if (s.Operation == Operation.Add && left.Type.Kind == LogicalKind.Text && right.Type.Kind == LogicalKind.Text)
            return Expression.Of(Operation.Concat, LogicalType.Text, left, right);
        (left, right) = (Number(s.Left, left), Number(s.Right, right));
        if (s.Operation is Operation.Divide or Operation.Power)
            return Expression.Of(s.Operation, LogicalType.Real, CommonType.Cast(left, LogicalType.Real), CommonType.Cast(right, LogicalType.Real));
        if (left.Type != right.Type && CommonType.IsWhole(left.Type) && CommonType.IsWhole(right.Type))
            return Expression.Of(s.Operation, CommonType.OfWhole(s.Operation, left, right), left, right);
        (left, right) = Meet(s, left, right);
        return Expression.Of(s.Operation, left.Type.Kind == LogicalKind.Unsigned ? CommonType.OfWhole(s.Operation, left, right) : left.Type, left, right);
    }

    private Expression Compare(BinarySyntax s, Expression left, Expression right)
    {
        if (left.IsNull || right.IsNull)
            throw Fault(s, "a comparison with null is never true; write 'is null' or 'is not null'");
        if (left.IsLiteral && right.IsLiteral && (QuotedName.Advice(left, _scope) ?? QuotedName.Advice(right, _scope)) is { } advice)
            throw Fault(s, advice);
        if (CommonType.IsTemporal(left) && right is { IsLiteral: true, Literal.AsText: { } after })
            return CompareMoment(s.Right, s.Operation, left, after);
        if (CommonType.IsTemporal(right) && left is { IsLiteral: true, Literal.AsText: { } before })
            return CompareMoment(s.Left, NumberComparison.Mirror(s.Operation), right, before);
        if (IsWide(left) || IsWide(right))
            return CompareWide(s, left, right);
        if (CommonType.IsNumber(left.Type) && CommonType.IsNumber(right.Type) && left.Type != right.Type)
        {
            (left, right) = (Number(s.Left, left), Number(s.Right, right));
            if (left.Type != right.Type)
                return NumberComparison.Of(s.Operation, left, right);
        }
        // Moments of two units are compared as they are: the coarser may lie where the finer has no ticks.
        if (CommonType.IsTemporal(left) && CommonType.IsTemporal(right))
            RequireComparable(s, left, right);
        else
            (left, right) = Meet(s, left, right);
        return Expression.Of(s.Operation, LogicalType.Bool, left, right);
    }

    // A whole number of more than 64 bits stands beside a number that is no literal, and nowhere else.
    private Expression CompareWide(BinarySyntax s, Expression left, Expression right)
    {
        var (wide, at, other, otherAt) = IsWide(left) ? (left, s.Left, right, s.Right) : (right, s.Right, left, s.Left);
        if (other.IsLiteral)
            throw Wide(at, wide.Literal);
        if (!CommonType.IsNumber(other.Type))
            throw Fault(s, CommonType.Mismatch(left, right));
        other = Number(otherAt, other);
        return IsWide(left) ? NumberComparison.Of(s.Operation, left, other) : NumberComparison.Of(s.Operation, other, right);
    }

    private static bool IsWide(Expression value) => value is { IsLiteral: true, Type.Kind: LogicalKind.Decimal };

    private QuestionException Wide(Syntax at, Scalar value) => Fault(at, $"{value} has more digits than a number holds, and is for comparisons with columns; with a point, {value}.0, it is the number next to it");

    private Expression In(InSyntax s)
    {
        var value = Operand(s.Operand);
        var items = s.Items.Select(i => (Syntax: i, Value: Compared(i, s.Operand))).ToList();
        foreach (var (syntax, item) in items)
        {
            if (!item.IsLiteral || item.IsNull)
                throw Fault(syntax, "expected a number, a text or true or false in the list; nulls are found by 'is null'");
        }
        if (CommonType.IsTemporal(value))
        {
            var ticks = new List<Scalar>();
            foreach (var (syntax, item) in items)
            {
                string text = item.Literal.AsText ?? throw Fault(syntax, $"expected a moment such as '2017-03-25 08:55', found a value of type {item.Type}");
                if (Moment(syntax, text, value).TryConvert(value.Type, out long tick))
                    ticks.Add(ScalarKey.FromInteger(value.Type, tick));
            }
            return Expression.OneOf(value, ticks);
        }
        if (CommonType.IsNumber(value.Type) && !value.IsNull && items.TrueForAll(i => CommonType.IsNumber(i.Value.Type) || IsWide(i.Value)))
        {
            // No number of the column's types is one of those.
            items.RemoveAll(i => IsWide(i.Value));
            if (items.Exists(i => i.Value.Type.Kind != LogicalKind.Bool))
                value = Number(s.Operand, value);
            return Expression.OneOf(value, [.. value.Type.Kind == LogicalKind.Bool ? items.Select(i => i.Value.Literal)
                : items.Select(i => NumberComparison.Exactly(value.Type, Number(i.Syntax, i.Value).Literal)).OfType<Scalar>()]);
        }
        foreach (var (syntax, item) in items)
            (value, _) = Meet(syntax, value, item);
        return Expression.OneOf(value, [.. items.Select(i => Meet(i.Syntax, value, i.Value).Right.Literal)]);
    }

    /// <summary>Both of the type that the two have in common.</summary>
    private (Expression Left, Expression Right) Meet(Syntax at, Expression left, Expression right)
    {
        if (left.IsNull)
            return (Expression.Null(right.Type), right);
        if (right.IsNull)
            return (left, Expression.Null(left.Type));
        var type = CommonType.Of(left, right) ?? throw Fault(at, QuotedName.Advice(left, _scope) ?? QuotedName.Advice(right, _scope) ?? CommonType.Mismatch(left, right));
        return (CommonType.Cast(left, type), CommonType.Cast(right, type));
    }

    /// <summary>A value as another type, without a change: a whole number that float64 or uint64 does not hold is an error, and so is a moment beyond the range of finer ticks.</summary>
    private Expression Exactly(Syntax at, Expression value, LogicalType type)
    {
        if (value.Type != type && CommonType.IsTemporal(value) && !value.IsNull)
        {
            if (!value.IsLiteral)
                return Expression.Of(Operation.CastExactly, type, value);
            return value.Literal.AsMoment is { } moment && moment.TryConvert(type, out long tick) ? Expression.Of(ScalarKey.FromInteger(type, tick))
                : throw Fault(at, $"'{value.Literal}' is out of the range of {type}");
        }
        if (value.IsNull || value.Type == type || !CommonType.IsWhole(value.Type))
            return CommonType.Cast(value, type);
        if (value.IsLiteral)
            return NumberComparison.Exactly(type, value.Literal) is { } same ? Expression.Of(same) : throw Fault(at, $"{value.Literal} is no {type}");
        return Expression.Of(type.Kind == LogicalKind.Real ? Operation.CastExactly : Operation.Cast, type, value);
    }

    private Expression Number(Syntax at, Expression value)
    {
        if (value.IsNull)
            return Expression.Null(LogicalType.Real);
        return value.Type.Kind == LogicalKind.Bool ? CommonType.Cast(value, LogicalType.Whole)
            : CommonType.IsNumber(value.Type) ? value
            : throw Fault(at, QuotedName.Advice(value, _scope) ?? $"expected a number, found {CommonType.Say(value)}");
    }

    private QuestionException Fault(Syntax at, string fault) => ExpressionFault.At(_text, at.Position, fault);
}
