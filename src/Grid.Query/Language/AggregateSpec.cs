using Grid.Columns;

namespace Grid.Query;

/// <summary>One aggregate of expressions: <c>mean(tip_amount / fare_amount)</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Function">What to make of the values.</param>
/// <param name="Arguments">What it is made of: nothing for <c>count()</c>, which counts rows; the values; or what <see cref="PairArguments"/> makes of two.</param>
internal sealed record AggregateSpec(string Text, AggregateFunction Function, IReadOnlyList<Expression> Arguments)
{
    private static readonly Dictionary<string, AggregateFunction> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["count"] = AggregateFunction.Count,
        ["sum"] = AggregateFunction.Sum,
        ["mean"] = AggregateFunction.Mean,
        ["min"] = AggregateFunction.Min,
        ["max"] = AggregateFunction.Max,
        ["std"] = AggregateFunction.Std,
        ["var"] = AggregateFunction.Var,
        ["nunique"] = AggregateFunction.NUnique,
        ["approx_nunique"] = AggregateFunction.ApproxNUnique,
        ["any"] = AggregateFunction.Any,
        ["all"] = AggregateFunction.All,
        ["cov"] = AggregateFunction.Cov,
        ["corr"] = AggregateFunction.Corr,
        ["median"] = AggregateFunction.Quantile,
        ["quantile"] = AggregateFunction.Quantile,
        ["mode"] = AggregateFunction.Mode,
        ["first"] = AggregateFunction.First,
        ["last"] = AggregateFunction.Last,
    };

    /// <summary>The names of the aggregates.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>Which quantile.</summary>
    public double Share { get; init; }

    /// <summary>The values; null for a count of rows.</summary>
    public Expression? Argument => Arguments.Count == 0 ? null : Arguments[0];

    /// <summary>The type of its value, as far as it is the same whatever the rows: a sum of whole numbers may need more digits, a mean of moments a finer unit.</summary>
    public LogicalType Type => Function switch
    {
        AggregateFunction.Count or AggregateFunction.NUnique or AggregateFunction.ApproxNUnique => LogicalType.Whole,
        AggregateFunction.Any or AggregateFunction.All => LogicalType.Bool,
        AggregateFunction.Sum => Argument!.Type.Kind == LogicalKind.Bool ? LogicalType.Whole : Argument.Type,
        AggregateFunction.Min or AggregateFunction.Max or AggregateFunction.Mode or AggregateFunction.First or AggregateFunction.Last => Argument!.Type,
        AggregateFunction.Mean or AggregateFunction.Quantile when CommonType.IsTemporal(Argument!) => Argument!.Type,
        _ => LogicalType.Real,
    };

    /// <summary>The same, of products that leave the range of doubles.</summary>
    public AggregateSpec Far() => Function is AggregateFunction.Cov or AggregateFunction.Corr ? this with { Arguments = PairArguments.Far(Arguments) } : this;

    public static bool IsFunction(string name) => Known.ContainsKey(name);

    /// <summary>Binds a call.</summary>
    /// <exception cref="QuestionException">The function does not take values of that type, or not so many.</exception>
    public static AggregateSpec Bind(string text, string written, CallSyntax call, Scope scope)
    {
        string name = call.Name.ToLowerInvariant();
        if (!Known.TryGetValue(name, out var function))
            throw Unknown(text, call);
        double share = name == "quantile" ? ShareOf(text, call) : 0.5;
        if (name == "quantile")
            call = call with { Arguments = [call.Arguments[0]] };
        int takes = function is AggregateFunction.Cov or AggregateFunction.Corr ? 2 : 1;
        bool isCount = function == AggregateFunction.Count && call.Arguments.Count == 0;
        if (call.Star && !isCount || call.Arguments.Count == 0 && !isCount)
            throw ExpressionFault.At(text, call.Arguments.Count == 0 && !call.Star ? text.Length : call.Position, $"{name}() needs {(takes == 2 ? "two columns or expressions" : "a column or an expression")}");
        if (call.Arguments.Count > takes)
            throw ExpressionFault.At(text, call.Arguments[takes].Position, $"{name}() takes {(takes == 1 ? "one argument" : "two arguments")}");
        if (!isCount && call.Arguments.Count < takes)
            throw ExpressionFault.At(text, call.Position, $"{name}() takes two columns or expressions, {name}(x, y)");
        List<Expression> values = [.. call.Arguments.Select(a => Binder.Bind(text, a, scope))];
        for (int i = 0; i < values.Count; i++)
            Check(text, call.Arguments[i].Position, name, function, values[i]);
        if (call.Where is { } where)
            values = Where(Binder.BindCondition(text, where, scope), values);
        // A quantile of truth values is one of zeros and ones.
        if (function == AggregateFunction.Quantile)
            values = [values[0].Type.Kind == LogicalKind.Bool ? CommonType.Cast(values[0], LogicalType.Whole) : values[0]];
        return new AggregateSpec(written, function, takes == 2 ? PairArguments.Of(values[0], values[1]) : values) { Share = share };
    }

    // What the condition does not hold for is missing, as far as the aggregate goes.
    private static List<Expression> Where(Expression condition, List<Expression> values) => values.Count == 0
        ? [Only(condition, Expression.Of(Scalar.Bool(true)))]
        : [Only(condition, values[0]), .. values.Skip(1)];

    private static Expression Only(Expression condition, Expression value) =>
        Expression.Of(Operation.Case, value.Type, condition, value, Expression.Null(value.Type));

    private static double ShareOf(string text, CallSyntax call)
    {
        if (call.Arguments.Count != 2)
            throw ExpressionFault.At(text, call.Position, "quantile() takes a column or an expression and a share, as in quantile(x, 0.9)");
        return call.Arguments[1] is LiteralSyntax { Value: { IsNull: false, Type.Kind: LogicalKind.Whole or LogicalKind.Real } share } && share.AsDouble is >= 0 and <= 1
            ? share.AsDouble
            : throw ExpressionFault.At(text, call.Arguments[1].Position, "the share of a quantile is a number between 0 and 1, such as 0.9");
    }

    private static void Check(string text, int position, string name, AggregateFunction function, Expression value)
    {
        var type = value.Type;
        bool isText = type.Kind == LogicalKind.Text, isMoment = CommonType.IsTemporal(value);
        switch (function)
        {
            case AggregateFunction.Any or AggregateFunction.All when type.Kind != LogicalKind.Bool:
                throw ExpressionFault.At(text, position, $"{name}() takes a condition such as {name}(x > 0), not {CommonType.Say(value)}");
            case AggregateFunction.Sum or AggregateFunction.Var or AggregateFunction.Cov or AggregateFunction.Corr when isText || isMoment:
            case AggregateFunction.Mean or AggregateFunction.Std or AggregateFunction.Quantile when isText:
                throw ExpressionFault.At(text, position, $"there is no {name} of values of type {type}; count, min, max and nunique go with any type");
        }
    }

    private static QuestionException Unknown(string text, CallSyntax call) => ExpressionFault.At(text, call.Position, Functions.Find(call.Name) is not null
        ? $"{call.Name}() is of one row; an aggregate goes around it, such as max({call.Name}(x))"
        : $"unknown aggregate '{call.Name}': {ForeignWords.Of(call.Name) ?? NearestName.Advice(call.Name, Names)}");
}
