using Grid.Columns;

namespace Grid.Query;

/// <summary>Values as a command line has them, which are what the type of their column makes of them.</summary>
internal static class ValueText
{
    /// <summary>Reads a value for a column.</summary>
    /// <param name="text">As written; in quotes or not.</param>
    /// <param name="column">The column.</param>
    /// <returns>The value; null where the text is none that goes with the column.</returns>
    /// <exception cref="QuestionException">The text is a moment of which it is not clear which.</exception>
    public static Scalar? Read(string text, Expression column)
    {
        var type = column.Type;
        if (type.Kind == LogicalKind.Text)
            return Scalar.Text(Unquoted(text));
        if (CommonType.IsTemporal(column))
            return Moment(Unquoted(text), column);
        try
        {
            return Parser.Parse(text) is LiteralSyntax { Value: { IsNull: false } value } ? Fitting(value, column) : null;
        }
        catch (QuestionException)
        {
            return null;
        }
    }

    /// <summary>A value that goes with a column, as that; null for one that does not.</summary>
    /// <exception cref="QuestionException">The text is a moment of which it is not clear which.</exception>
    public static Scalar? Fitting(Scalar value, Expression column) => value.IsNull ? null
        : CommonType.IsTemporal(column) ? value.AsText is { } text ? Moment(text, column) : FittedColumn.Goes(value.Type!, column.Type) ? value : null
        : column.Type.Kind == LogicalKind.Bool ? value.Type!.Kind == LogicalKind.Bool ? value : null
        : FittedColumn.Goes(value.Type!, column.Type) && !(value.Type!.Kind == LogicalKind.Real && double.IsNaN(value.AsDouble)) ? value : null;

    /// <summary>What goes with a column.</summary>
    public static string Expected(Expression column) => column.Type.Kind switch
    {
        LogicalKind.Text => "a text",
        LogicalKind.Bool => "true or false",
        LogicalKind.Date => "a date such as '2017-03-25'",
        LogicalKind.Timestamp => "a moment such as '2017-03-25 08:55'",
        _ => "a number",
    };

    private static Scalar? Moment(string text, Expression column) => MomentLiteral.Read(text, column, out var moment) is { } fault
        ? throw new QuestionException(ExpressionFault.Sentence(fault)) : MomentLiteral.As(moment, column.Type);

    private static string Unquoted(string text) =>
        text is ['\'', .., '\''] or ['"', .., '"'] ? text[1..^1].Replace(new string(text[0], 2), text[..1], StringComparison.Ordinal) : text;
}
