using Grid.Columns;

namespace Grid.Query;

/// <summary>Columns that are written in quotes, as SQL has them: here those are texts, and what is meant is said instead of an answer about a constant.</summary>
internal static class QuotedName
{
    /// <summary>What to write in place of a text that is a column's name; null for any other value.</summary>
    public static string? Advice(Expression value, Scope scope) =>
        value is { IsLiteral: true, IsNull: false, Type.Kind: LogicalKind.Text, Literal.AsText: { } text } ? Advice(text, scope) : null;

    /// <summary>What to write in place of a text that is a column's name; null for any other.</summary>
    public static string? Advice(string text, Scope scope) =>
        scope.Find(text) is null ? null : $"in quotes, '{text}' is a text; write the column as `{text}`, in backticks";
}
