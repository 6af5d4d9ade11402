using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Tells what was meant for a value from what was meant for none. Null words lose what they stand for, and are proposed only for
/// the latter: words without digits, a spreadsheet's faults (#DIV/0!), and numbers and dates that nothing has (-999, 0000-00-00).
/// </summary>
internal static class OtherKind
{
    private const int LongestWord = 20, LongestNumber = 10;

    /// <summary>Why a value of one type does not go with others, to stand behind "because"; null where it may mean null, or is of no type.</summary>
    /// <param name="text">The value, as it is told.</param>
    /// <param name="value">The value.</param>
    /// <param name="otherwise">The type of the others.</param>
    public static string? Of(string text, ReadOnlySpan<byte> value, LogicalType otherwise)
    {
        string? kind = BoolText.TryParse(value, out _) ? otherwise.Kind == LogicalKind.Bool ? null : "a truth value"
            : NumberText.TryParse(value, out _) ? otherwise.IsInteger || otherwise.Kind == LogicalKind.Real || IsPlaceholder(text, otherwise) ? null : "a number"
            : MomentText.TryParse(value, DateFormats.Either, out var moment) && otherwise is not (LogicalTimestamp or { Kind: LogicalKind.Date })
                ? moment.Type == LogicalType.Date ? "a date" : "a timestamp"
            : null;
        return kind is null ? null
            : otherwise is LogicalTimestamp or { Kind: LogicalKind.Date } && kind == "a number" ? $"'{text}' is {kind}"
            : $"'{text}' is {kind}, and others are {Others(otherwise)}";
    }

    /// <summary>Whether a text that is no value of its column's type may stand for none.</summary>
    public static bool MayMeanNull(string text, LogicalType? otherwise) =>
        text.Length is > 0 and <= LongestWord && !text.Contains('…') && (text == @"\N" || !text.Contains('\\'))
        && (!text.Any(char.IsDigit) || text is ['#', .., '!' or '?'] || (otherwise is not null && IsPlaceholder(text, otherwise)));

    // -1, and any number of nines, with or without a sign; zeros, where 0 is not one of two truth values.
    private static bool IsPlaceholder(string text, LogicalType otherwise)
    {
        string digits = string.Concat(text.Where(char.IsDigit));
        if (digits.Length is 0 or > 2 * LongestNumber || text.Any(char.IsLetter))
            return false;
        bool isZero = digits.All(c => c == '0') && (otherwise.Kind != LogicalKind.Bool || digits.Length > 1);
        return text == "-1" || isZero || (digits.Length > 1 && digits.All(c => c == '9'));
    }

    private static string Others(LogicalType type) => type switch
    {
        { Kind: LogicalKind.Bool } => "truth values",
        { Kind: LogicalKind.Date } => "dates",
        LogicalTimestamp => "timestamps",
        _ => "numbers",
    };
}
