using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Aggregates as they were asked for, and what is made of them: arithmetic, names, conditions and orders. Aggregates stand for columns
/// in it, one row a group, beside the keys: <c>max(v1) - min(v2) as range</c>, <c>count() > 10</c>.
/// </summary>
internal sealed class AggregatePlan
{
    private readonly Scope _rows;
    private readonly IReadOnlyList<(string Name, LogicalType Type)> _keys;
    private readonly List<AggregateSpec> _aggregates = [];
    private readonly List<(string Name, string Text, Syntax Syntax)> _outputs = [];
    private readonly List<(string Text, Syntax Syntax)> _others = [];

    /// <summary>Of rows of some columns, in groups by some keys.</summary>
    public AggregatePlan(Scope rows, IReadOnlyList<(string Name, LogicalType Type)> keys, IEnumerable<string> outputs)
    {
        (_rows, _keys) = (rows, keys);
        foreach (string text in outputs)
            Add(text);
    }

    /// <summary>Refuses what goes by the order of the source, of rows that are sorted otherwise.</summary>
    public AggregatePlan Over(IReadOnlyList<(Expression Value, bool IsDescending)> order) => order.Count > 0 && _aggregates.Find(a => a.Function is AggregateFunction.First or AggregateFunction.Last) is { } placed
        ? throw new QuestionException($"{placed.Text} goes by the order of the source, and the frame is sorted otherwise; ask the sorted groups for their first rows, or leave out the sort.")
        : this;

    /// <summary>The aggregates that all is made of, each once.</summary>
    public IReadOnlyList<AggregateSpec> Aggregates => _aggregates;

    /// <summary>The names of what was asked for.</summary>
    public IReadOnlyList<string> Names => [.. _outputs.Select(o => o.Name)];

    /// <summary>How many other values there are.</summary>
    public int Others => _others.Count;

    /// <summary>Whether aggregates are shown as they stand, all groups of them, in order of the keys.</summary>
    public bool IsPlain => _others.Count == 0 && _outputs.TrueForAll(o => PlainOf(o.Syntax) is not null);

    /// <summary>The position of an aggregate.</summary>
    public int IndexOf(AggregateSpec aggregate) => _aggregates.IndexOf(aggregate);

    /// <summary>The aggregate that is an output as it stands; null for one that is computed of some.</summary>
    public AggregateSpec? Plain(int output) => PlainOf(_outputs[output].Syntax);

    /// <summary>The aggregate that another value is as it stands; null for one that is computed of some.</summary>
    public AggregateSpec? PlainOther(int other) => PlainOf(_others[other].Syntax);

    /// <summary>The aggregate that an output is rounded of; null for any other.</summary>
    public RoundedAggregate? Rounded(int output) => RoundedOf(_outputs[output].Syntax);

    /// <summary>The aggregate that another value is rounded of; null for any other.</summary>
    public RoundedAggregate? RoundedOther(int other) => RoundedOf(_others[other].Syntax);

    /// <summary>Whether something is computed of an aggregate, besides showing and rounding it.</summary>
    public bool IsComputedWith(int aggregate) =>
        _outputs.Select(o => o.Syntax).Concat(_others.Select(o => o.Syntax)).Any(s => PlainOf(s) is null && RoundedOf(s) is null && Mentions(s, _aggregates[aggregate].Text));

    /// <summary>Binds a value of a group, such as a condition: keys, aggregates and names of outputs may stand in it.</summary>
    /// <returns>Its number, by which it is given once all is bound.</returns>
    public int Other(string text)
    {
        var syntax = Lookup(text) is { } name ? new NameSyntax(0, name) : Lift(text, Parser.Parse(text));
        _others.Add((text, syntax));
        Bind(text, syntax, ScopeOf());
        return _others.Count - 1;
    }

    /// <summary>Binds a condition on groups: <c>count() > 10</c>.</summary>
    public int Condition(string text)
    {
        int other = Other(text);
        var type = Bind(text, _others[other].Syntax, ScopeOf()).Type;
        return type.Kind == LogicalKind.Bool ? other : throw ExpressionFault.At(text, 0, $"expected a condition on groups, such as count() > 10, found a value of type {type}");
    }

    /// <summary>Binds outputs and other values to the types that aggregates turned out to have.</summary>
    public (IReadOnlyList<Expression> Outputs, IReadOnlyList<Expression> Others) Bind(IReadOnlyList<LogicalType> types)
    {
        var scope = ScopeOf(types);
        return ([.. _outputs.Select(o => Bind(o.Text, o.Syntax, scope))], [.. _others.Select(o => Bind(o.Text, o.Syntax, scope))]);
    }

    private void Add(string text)
    {
        if (WholeColumn(text) is { } call)
        {
            _outputs.Add((text, text, Aggregate(text, text.Trim(), call)));
            return;
        }
        var (syntax, name) = Parser.ParseNamed(text);
        if (!HasAggregate(syntax) && syntax is not CallSyntax)
        {
            throw ExpressionFault.At(text, 0, syntax is NameSyntax { Name: var named } && _rows.Find(named) is not null ? $"expected an aggregate such as sum({named})"
                : syntax is NameSyntax { Name: var function } && AggregateSpec.IsFunction(function) ? $"{function} needs a column or an expression, {function}(x)"
                : "expected an aggregate such as sum(trip_distance)");
        }
        if (syntax is CallSyntax { Where: null } lone && !AggregateSpec.IsFunction(lone.Name) && !lone.Arguments.Any(HasAggregate))
            syntax = Aggregate(text, SyntaxText.Of(text, lone), lone);
        if (name is not null && Lookup(name) is not null)
            throw ExpressionFault.At(text, text.Length, $"there is a column '{name}' already; give it another name");
        var lifted = Lift(text, syntax);
        Bind(text, lifted, ScopeOf());
        _outputs.Add((name ?? text, text, lifted));
    }

    // A column may have any name: sum(my column) is tried as a whole before it is parsed.
    private CallSyntax? WholeColumn(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string trimmed = text.TrimEnd();
        if (open <= 0 || !trimmed.EndsWith(')') || !AggregateSpec.IsFunction(text[..open].Trim()))
            return null;
        string inner = trimmed[(open + 1)..^1].Trim();
        return _rows.Find(inner) is null ? null : new CallSyntax(0, text[..open].Trim(), [new NameSyntax(open + 1, inner)], false);
    }

    private NameSyntax Aggregate(string text, string written, CallSyntax call)
    {
        if (!_aggregates.Exists(a => a.Text == written))
            _aggregates.Add(AggregateSpec.Bind(text, written, call, _rows));
        return new NameSyntax(call.Position, written);
    }

    /// <summary>Puts names in the place of aggregates.</summary>
    private Syntax Lift(string text, Syntax syntax) => syntax switch
    {
        CallSyntax s when AggregateSpec.IsFunction(s.Name) => Aggregate(text, SyntaxText.Of(text, s), s),
        NameSyntax s => Lookup(s.Name) is { } name ? s with { Name = name } : throw Outside(text, s),
        _ => SyntaxTree.Map(syntax, part => Lift(text, part)),
    };

    private static bool HasAggregate(Syntax syntax) => SyntaxTree.Any(syntax, s => s is CallSyntax call && AggregateSpec.IsFunction(call.Name));

    private bool Mentions(Syntax syntax, string name) => SyntaxTree.Any(syntax, s => s is NameSyntax n
        && (n.Name == name || (_outputs.Find(o => o.Name == n.Name) is { Syntax: { } output } && output != syntax && Mentions(output, name))));

    private AggregateSpec? PlainOf(Syntax syntax) => syntax is not NameSyntax name ? null
        : _aggregates.Find(a => a.Text == name.Name) ?? (_outputs.Find(o => o.Name == name.Name).Syntax is { } output && output != syntax ? PlainOf(output) : null);

    private RoundedAggregate? RoundedOf(Syntax syntax) => syntax switch
    {
        CallSyntax { Arguments: [var rounded, ..] } call when call.Name.Equals("round", StringComparison.OrdinalIgnoreCase) && PlainOf(rounded) is { } aggregate =>
            new RoundedAggregate(aggregate, call.Arguments is [_, LiteralSyntax { Value.AsInt64: < 0 and var decimals }] ? (int)-decimals : 0),
        NameSyntax name when _outputs.Find(o => o.Name == name.Name).Syntax is { } output && output != syntax => RoundedOf(output),
        _ => null,
    };

    // What is named among the columns of groups.
    private string? Lookup(string name) => _keys.Any(k => k.Name == name) || _outputs.Exists(o => o.Name == name) ? name : null;

    private QuestionException Outside(string text, NameSyntax name)
    {
        if (_rows.Find(name.Name) is not null)
            return ExpressionFault.At(text, name.Position, $"'{name.Name}' has a value a row, and here is one a group: write max({name.Name}) or another aggregate of it");
        string[] known = [.. _keys.Select(k => k.Name), .. _outputs.Select(o => o.Name), .. _rows.Names];
        return ExpressionFault.At(text, name.Position, $"unknown column '{name.Name}': {NearestName.Advice(name.Name, known)}");
    }

    private Scope ScopeOf(IReadOnlyList<LogicalType>? types = null)
    {
        var scope = new Scope(new Schema([]));
        foreach (var (name, type) in _keys)
            scope.Set(name, Expression.Column(name, type));
        for (int i = 0; i < _aggregates.Count; i++)
            scope.Set(_aggregates[i].Text, Expression.Column(_aggregates[i].Text, types?[i] ?? _aggregates[i].Type));
        foreach (var (name, text, syntax) in _outputs)
            scope.Set(name, Bind(text, syntax, scope));
        return scope;
    }

    private static Expression Bind(string text, Syntax syntax, Scope scope) => Binder.Bind(text, syntax, scope);
}
