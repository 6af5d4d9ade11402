using Grid.Columns;

namespace Grid.Query;

/// <summary>An aggregate as asked: <c>mean(tip_amount / fare_amount)</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Function">What to make of the values.</param>
/// <param name="Argument">What the values are; null for <c>count()</c>, which counts rows.</param>
internal sealed record AggregateSpec(string Text, AggregateFunction Function, Expression? Argument)
{
    private static readonly Dictionary<string, AggregateFunction> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["count"] = AggregateFunction.Count,
        ["sum"] = AggregateFunction.Sum,
        ["mean"] = AggregateFunction.Mean,
        ["min"] = AggregateFunction.Min,
        ["max"] = AggregateFunction.Max,
        ["std"] = AggregateFunction.Std,
        ["nunique"] = AggregateFunction.NUnique,
        ["approx_nunique"] = AggregateFunction.ApproxNUnique,
    };

    private static readonly System.Buffers.SearchValues<char> s_letters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");

    /// <summary>The names of the aggregates.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    public static bool IsFunction(string name) => Known.ContainsKey(name);

    /// <summary>Parses and binds an aggregate.</summary>
    /// <exception cref="QuestionException">It is malformed, or the function does not take values of that type.</exception>
    public static AggregateSpec Bind(string text, Scope scope)
    {
        var (name, argument, position) = Split(text, scope);
        if (!Known.TryGetValue(name, out var function))
        {
            throw ExpressionFault.At(text, position, Functions.Find(name) is not null
                ? $"{name}() is of one row; an aggregate goes around it, such as max({name}(x))"
                : $"unknown aggregate '{name}': {ForeignWords.Of(name) ?? NearestName.Advice(name, Names)}");
        }
        if (argument is null && function != AggregateFunction.Count)
            throw ExpressionFault.At(text, text.Length, $"{name}() needs a column or an expression");
        if (argument is not null && function is AggregateFunction.Sum or AggregateFunction.Mean or AggregateFunction.Std)
        {
            var type = argument!.Type;
            bool temporal = type.Id is TypeId.Date32 or TypeId.Timestamp;
            if (type.Id == TypeId.Utf8 || (temporal && function == AggregateFunction.Sum))
                throw ExpressionFault.At(text, position, $"there is no {name} of values of type {type}; count, min, max and nunique go with any type");
        }
        return new AggregateSpec(text, function, argument);
    }

    // Whether there is an aggregate in what is none.
    private static bool Holds(Syntax syntax) => syntax switch
    {
        CallSyntax call => IsFunction(call.Name) || call.Arguments.Any(Holds),
        BinarySyntax s => Holds(s.Left) || Holds(s.Right),
        UnarySyntax s => Holds(s.Operand),
        IsNullSyntax s => Holds(s.Operand),
        InSyntax s => Holds(s.Operand),
        _ => false,
    };

    // A column may have any name: sum(my column) is tried as a whole before it is parsed.
    private static (string Name, Expression? Argument, int Position) Split(string text, Scope scope)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string trimmed = text.TrimEnd();
        if (open > 0 && text.AsSpan(0, open).Trim().IndexOfAnyExcept(s_letters) < 0 && trimmed.EndsWith(')') && scope.Find(trimmed[(open + 1)..^1].Trim()) is { } column)
            return (text[..open].Trim(), column, 0);
        var syntax = Parser.Parse(text);
        if (syntax is not CallSyntax call)
        {
            throw ExpressionFault.At(text, 0, Holds(syntax) ? "arithmetic around aggregates is not supported; reckon inside of one, as in sum(x / 2), or with the answer (--output csv or json)"
                : syntax is NameSyntax { Name: var named } && scope.Find(named) is not null ? $"expected an aggregate such as sum({named})"
                : syntax is NameSyntax { Name: var function } && IsFunction(function) ? $"{function} needs a column or an expression, {function}(x)"
                : "expected an aggregate such as sum(trip_distance)");
        }
        if (call.Star || call.Arguments.Count == 0)
            return (call.Name, null, call.Position);
        if (call.Arguments.Count > 1 && IsFunction(call.Name))
            throw ExpressionFault.At(text, call.Arguments[1].Position, $"{call.Name}() takes one argument");
        return (call.Name, IsFunction(call.Name) ? Binder.Bind(text, call.Arguments[0], scope) : null, call.Position);
    }
}
