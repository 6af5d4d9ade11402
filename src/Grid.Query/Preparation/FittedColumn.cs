using Grid.Columns;

namespace Grid.Query;

/// <summary>What transforms that were fitted make of their columns: expressions like those that users write.</summary>
internal static class FittedColumn
{
    /// <summary>Puts what a transform makes of its column in the column's place.</summary>
    /// <exception cref="QuestionException">There is no such column, or it is of another type than the one that was fitted.</exception>
    public static void Apply(FittedTransform fitted, Scope scope)
    {
        Require(fitted, Require(fitted.Column, scope));
        if (fitted is OneHotTransform or OrdinalTransform)
        {
            if (fitted is OneHotTransform flags)
                CategoryColumns.Apply(flags, scope);
            else
                CategoryColumns.Apply((OrdinalTransform)fitted, scope);
            return;
        }
        var syntax = fitted switch
        {
            FilledTransform f => Fill(f, scope),
            ScaledTransform s => Scale(s),
            ClippedTransform c => Clip(c),
            _ => throw new QuestionException($"a transform of type {fitted.GetType().Name} is not known."),
        };
        scope.Set(fitted.Column, Binder.Bind(fitted.Column, syntax, scope));
    }

    /// <summary>The column that was fitted.</summary>
    /// <exception cref="QuestionException">There is none of that name.</exception>
    public static Expression Require(string column, Scope scope) => scope.Find(column)
        ?? throw new QuestionException(ExpressionFault.Sentence($"what was fitted is of a column '{column}', which is not there: {NearestName.Advice(column, scope.Names)}"));

    /// <summary>Whether figures of one type go with a column of another.</summary>
    public static bool Goes(LogicalType fitted, LogicalType column) => fitted == column || (IsNumber(fitted) && IsNumber(column))
        || (fitted is LogicalTimestamp a && column is LogicalTimestamp b && a.TimeZone is null == b.TimeZone is null);

    /// <summary>A column as it stands in an expression.</summary>
    public static Syntax Name(string column) => new NameSyntax(0, column);

    /// <summary>A value as it stands in an expression.</summary>
    public static Syntax Literal(Scalar value) => new LiteralSyntax(0, value);

    private static void Require(FittedTransform fitted, Expression column)
    {
        if (!Goes(fitted.Type, column.Type))
            throw new QuestionException($"column '{fitted.Column}' is {column.Type}, and what was fitted is of a column of {fitted.Type}: fit it to this table, or read the column as {fitted.Type}.");
    }

    private static bool IsNumber(LogicalType type) => type.Kind is LogicalKind.Whole or LogicalKind.Unsigned or LogicalKind.Real;

    private static CallSyntax Fill(FilledTransform filled, Scope scope)
    {
        var column = Name(filled.Column);
        if (scope.Get(filled.Column).Type.Kind == LogicalKind.Real)
            column = new CallSyntax(0, "nan_to_null", [column], false);
        return new CallSyntax(0, "coalesce", [column, Literal(filled.Value)], false);
    }

    private static BinarySyntax Scale(ScaledTransform scaled)
    {
        var value = Name(scaled.Column);
        if (scaled.Exponent != 0)
            value = new BinarySyntax(0, Operation.Multiply, value, Literal(Scalar.Float64(Math.ScaleB(1, -scaled.Exponent))));
        return new(0, Operation.Divide, new BinarySyntax(0, Operation.Subtract, value, Literal(Scalar.Float64(scaled.Center))), Literal(Scalar.Float64(scaled.Scale)));
    }

    // What is missing is neither below nor above.
    private static Syntax Clip(ClippedTransform clipped)
    {
        var branches = new List<(Syntax Condition, Syntax Value)>();
        if (!clipped.Least.IsNull)
            branches.Add((new BinarySyntax(0, Operation.Less, Name(clipped.Column), Literal(clipped.Least)), Literal(clipped.Least)));
        if (!clipped.Most.IsNull)
            branches.Add((new BinarySyntax(0, Operation.Greater, Name(clipped.Column), Literal(clipped.Most)), Literal(clipped.Most)));
        return branches.Count == 0 ? Name(clipped.Column) : new CaseSyntax(0, branches, Name(clipped.Column));
    }
}
