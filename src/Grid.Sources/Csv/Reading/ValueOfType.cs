using Grid.Columns;

namespace Grid.Sources;

/// <summary>Whether a column of a type takes a field, null included, be it that it becomes one of a wider type other than text.</summary>
internal static class ValueOfType
{
    /// <param name="field">The field, without its quotes.</param>
    /// <param name="isQuoted">Whether it has quotes.</param>
    /// <param name="areTexts">Whether what has quotes is a text, whatever it looks like.</param>
    /// <param name="type">The type.</param>
    /// <param name="dialect">How fields are written.</param>
    /// <param name="column">The column's name.</param>
    public static bool Goes(ReadOnlySpan<byte> field, bool isQuoted, bool areTexts, LogicalType type, CsvDialect dialect, string column)
    {
        if (field.Length == 0)
            return !isQuoted || dialect.QuotedNulls;
        if (dialect.Words.Contains(field) && (!isQuoted || dialect.QuotedNulls))
            return true;
        if (type is LogicalTimestamp or { Kind: LogicalKind.Date })
            return MomentText.TryParse(field, dialect.DatesOf(column), out var moment) && Widening.Join(type, moment.Type) != LogicalType.Text;
        if (areTexts && isQuoted)
            return false;
        return type.Kind == LogicalKind.Bool ? BoolText.TryParse(field, out _) : NumberText.TryParse(dialect.Numbers is { } numbers ? numbers.Rewrite(field) : field, out _);
    }
}
