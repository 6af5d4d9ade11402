using Grid.Columns;

namespace Grid.Query;

/// <summary>Transforms lowered onto expressions over the source's columns: which columns there are, and which rows are kept.</summary>
internal sealed class FramePlan
{
    private FramePlan(Scope scope, Expression? filter, IReadOnlyList<(Expression Value, bool IsDescending)> order, IReadOnlyList<JoinStep> joins) =>
        (Scope, Filter, Order, Joins) = (scope, filter, order, joins);

    public Scope Scope { get; }

    /// <summary>The condition that kept rows meet; null where all are kept.</summary>
    public Expression? Filter { get; }

    /// <summary>What rows are sorted by; none for the order of the source.</summary>
    public IReadOnlyList<(Expression Value, bool IsDescending)> Order { get; }

    /// <summary>The joins that come before that, in order; what is before a join is in it.</summary>
    public IReadOnlyList<JoinStep> Joins { get; }

    /// <summary>Applies transforms, in order, to a schema.</summary>
    /// <exception cref="QuestionException">One of them does not fit the columns there are at its turn.</exception>
    public static FramePlan Of(Schema schema, IReadOnlyList<Transform> transforms)
    {
        var scope = new Scope(schema);
        Expression? filter = null;
        List<(Expression, bool)> order = [];
        var joins = new List<JoinStep>();
        ColumnFill? carried = null;
        var taken = schema.Fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var transform in transforms)
        {
            switch (transform)
            {
                case WhereTransform where:
                    var condition = Binder.BindCondition(where.Condition, scope);
                    filter = And(filter, condition);
                    break;
                case SampleTransform sample:
                    filter = And(filter, RowSample.Share(sample.Share, sample.Seed));
                    break;
                case SortTransform sort:
                    // What was sorted before decides where this leaves rows equal.
                    order.InsertRange(0, OrderOf(sort.By, scope));
                    break;
                case SelectTransform select:
                    scope.Keep(select.Columns);
                    break;
                case DropTransform drop:
                    scope.Drop(drop.Columns);
                    break;
                case WithColumnTransform with:
                    scope.Set(with.Name, Binder.Bind(with.Expression, scope));
                    break;
                case FillMissingTransform fill:
                    scope.Set(fill.Column, Filled(fill, scope));
                    break;
                case DropNullsTransform drop:
                    filter = And(filter, Present(drop.Columns, scope));
                    break;
                case DropCorrelatedTransform correlated:
                    foreach (var column in correlated.Columns)
                        FittedColumn.Require(column.Column, scope);
                    scope.Keep([.. scope.Names.Except(correlated.Columns.Select(column => column.Column), StringComparer.Ordinal)]);
                    break;
                case GapTransform gap:
                    carried = new ColumnFill(gap.Column, gap.IsBackward ? Fill.Backward : Fill.Forward);
                    var holes = Missing.AsNull(FittedColumn.Require(gap.Column, scope));
                    scope.Set(gap.Column, Expression.Gaps(
                        gap.IsBackward ? Operation.FillBackward : Operation.FillForward, holes, filter, [.. gap.Carries.SelectMany(carry => new[] { Scalar.Int64(carry.FirstRow), carry.Value })]));
                    break;
                case PlaceTransform:
                    scope.Set(PlaceTransform.Name, Expression.Of(Operation.PartitionPlace, LogicalType.Whole));
                    break;
                case SplitTransform split:
                    filter = And(filter, SplitColumns.Condition(split, scope));
                    break;
                case SplitNumbersTransform numbers:
                    SplitColumns.Apply(numbers, scope);
                    break;
                case FittedTransform fitted:
                    FittedColumn.Apply(fitted, scope);
                    break;
                case PreparationStep step:
                    carried = (step as FillStep)?.Columns.LastOrDefault(fill => fill.With.Method is FillMethod.Forward or FillMethod.Backward) ?? carried;
                    StepForecast.Apply(step, scope);
                    break;
                case JoinTransform join:
                    // The rows that a join makes have others before and behind them.
                    if (carried is not null)
                        throw new QuestionException($"fill: {carried.With} of column '{carried.Column}' goes by the order of the rows, which the join with '{join.Name}' changes: join first and fill then, or save the filled rows and join those.");
                    joins.Add(JoinBinder.Bind(join, scope, filter, Of(join.Source.Schema, join.Source.Transforms).Scope, taken));
                    filter = null;
                    break;
                default:
                    throw new QuestionException($"a transform of type {transform.GetType().Name} is not known.");
            }
        }
        return new FramePlan(scope, filter, order, joins);
    }

    /// <summary>Binds what rows are sorted by.</summary>
    /// <exception cref="QuestionException">A column is not known, or an expression is malformed.</exception>
    public static IReadOnlyList<(Expression Value, bool IsDescending)> OrderOf(IReadOnlyList<string> by, Scope scope) =>
        [.. by.Select(SortOrder.Parse).Select(o => (Binder.Bind(o.Expression, scope), o.IsDescending))];

    private static Expression? And(Expression? filter, Expression? condition) =>
        filter is null ? condition : condition is null ? filter : Expression.Of(Operation.And, LogicalType.Bool, filter, condition);

    // The rows that miss nothing.
    private static Expression? Present(IReadOnlyList<string>? columns, Scope scope) => (columns ?? scope.Names)
        .Select(name => Expression.Of(Operation.Not, LogicalType.Bool, Expression.Of(Operation.IsNull, LogicalType.Bool, Missing.AsNull(scope.Get(name)))))
        .Aggregate((Expression?)null, And);

    /// <summary>The columns asked for, by name or as expressions; all where none are named.</summary>
    /// <exception cref="QuestionException">One is unknown or malformed.</exception>
    public IReadOnlyList<(string Name, Expression Value)> Columns(IReadOnlyList<string>? asked) =>
        asked is null ? Scope.Columns : [.. asked.Select(text => (Scope.Find(text) is null ? ColumnWords.NameOf(text) : text, Binder.Bind(text, Scope)))];

    private static Expression Filled(FillMissingTransform fill, Scope scope)
    {
        scope.Get(fill.Column);
        if (Parser.Parse(fill.Literal) is not LiteralSyntax { Value.IsNull: false } literal)
            throw ExpressionFault.At(fill.Literal, 0, "expected a literal such as 0, 1.5, 'unknown' or true");
        Syntax column = new NameSyntax(0, fill.Column);
        if (scope.Get(fill.Column).Type.Kind == LogicalKind.Real)
            column = new CallSyntax(0, "nan_to_null", [column], false);
        return Binder.Bind(fill.Literal, new CallSyntax(0, "coalesce", [column, literal], false), scope);
    }
}
