using Grid.Columns;

namespace Grid.Query;

/// <summary>What categories make of their columns.</summary>
internal static class CategoryColumns
{
    /// <summary>Puts a column for each category in the place of one.</summary>
    /// <exception cref="QuestionException">A column of one of the names is there already.</exception>
    public static void Apply(OneHotTransform coded, Scope scope)
    {
        var column = scope.Get(coded.Column);
        var names = scope.Names.ToList();
        int at = names.IndexOf(coded.Column);
        names.RemoveAt(at);
        var made = coded.Categories.Select(value => (Name: $"{coded.Column}_{value}", Is: Is(coded.Column, value, scope))).ToList();
        if (coded.HasNull)
            made.Add((NullName(coded.Column, made.Select(one => one.Name)), Flag(Expression.Of(Operation.IsNull, LogicalType.Bool, Missing.AsNull(column)))));
        foreach (var (name, _) in made)
        {
            if (names.Contains(name) || made.Count(other => other.Name == name) > 1)
                throw new QuestionException($"onehot: there is a column '{name}' already; encode a copy under another name: --with {ShellWord.Of($"{coded.Column}2={Quoted(coded.Column)}")} --onehot {ShellWord.Of(Quoted($"{coded.Column}2"))}.");
        }
        foreach (var (name, value) in made)
            scope.Set(name, value);
        scope.Keep([.. names[..at], .. made.Select(one => one.Name), .. names[at..]]);
    }

    /// <summary>Puts the positions of a column's values in its place.</summary>
    /// <exception cref="QuestionException">Categories of the one type are not told apart in the other.</exception>
    public static void Apply(OrdinalTransform coded, Scope scope)
    {
        var column = scope.Get(coded.Column);
        var categories = coded.Categories;
        if (column.Type != coded.Type && CommonType.IsNumber(column.Type))
            (column, categories) = (CommonType.Cast(column, LogicalType.Real), [.. categories.Select(value => Scalar.Float64(value.AsDouble))]);
        else if (column.Type != coded.Type)
            (column, categories) = Moments(column, categories);
        bool ascend = categories.Zip(categories.Skip(1)).All(pair => pair.First.AsText is not null || ScalarKey.Of(pair.First) < ScalarKey.Of(pair.Second));
        scope.Set(coded.Column, ascend ? Expression.Ordinal(column, categories)
            : throw new QuestionException($"column '{coded.Column}' is {scope.Get(coded.Column).Type}, and what was fitted is of a column of {coded.Type}, whose values it does not tell apart."));
    }

    private static string Quoted(string column) => Expr.Col(column).Text;

    // A text may be 'null' too, or 'null.1', and has the name then.
    private static string NullName(string column, IEnumerable<string> values)
    {
        string name = $"{column}_null";
        var taken = values.ToHashSet();
        return taken.Contains(name) ? Enumerable.Range(1, taken.Count).Select(n => $"{name}.{n}").First(other => !taken.Contains(other)) : name;
    }

    private static Expression Is(string column, Scalar value, Scope scope) =>
        Flag(Binder.Bind(column, new BinarySyntax(0, Operation.Equal, FittedColumn.Name(column), FittedColumn.Literal(value)), scope));

    private static Expression Flag(Expression condition) =>
        Expression.Of(Operation.Case, LogicalType.Whole, condition, Expression.Of(Scalar.Int64(1)), Expression.Of(Scalar.Int64(0)));

    // In the finer of the two units.
    private static (Expression Column, IReadOnlyList<Scalar> Categories) Moments(Expression column, IReadOnlyList<Scalar> categories)
    {
        var type = categories.Select(value => value.Type!).Append(column.Type).MaxBy(t => ((LogicalTimestamp)t).Unit)!;
        return (CommonType.Cast(column, type), [.. categories.Select(value => value.AsMoment!.Value.TryConvert(type, out long tick)
            ? ScalarKey.FromInteger(type, tick) : throw new QuestionException($"'{value}' is out of the range of {type}."))]);
    }
}
