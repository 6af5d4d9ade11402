using System.Text;

namespace Grid.Sources;

/// <summary>
/// Tells numbers with a decimal comma (6,5), or with marks between thousands (1,234.5), from other texts. They are read as
/// texts until an option says what the marks are, since 1,234 may be either.
/// </summary>
internal static class NumberMarks
{
    private static readonly (char Decimal, char? Thousands, string Option)[] s_forms =
    [
        ('.', ',', "--thousands ,"),
        (',', null, "--decimal ,"),
        (',', '.', "--decimal , --thousands ."),
        ('.', '\'', "--thousands \"'\""),
        (',', '\'', "--decimal , --thousands \"'\""),
        ('.', ' ', "--thousands ' '"),
        (',', ' ', "--decimal , --thousands ' '"),
    ];

    private static readonly NumberForm[] s_readers = [.. s_forms.Select(form => new NumberForm(form.Decimal, form.Thousands))];

    /// <summary>What a field would be a number but for, and the options with which it is one; null where it would be none.</summary>
    public static (string Mark, string Option)? Of(ReadOnlySpan<byte> field)
    {
        field = NumberText.Trim(field);
        // A mark stands between digits.
        if (field.Length < 3 || !char.IsAsciiDigit((char)field[^1]) || field.Contains((byte)'e') || NumberText.TryParse(field, out _))
            return null;
        string? option = null;
        for (int i = 0; i < s_forms.Length; i++)
        {
            if (!s_readers[i].IsNumber(field))
                continue;
            if (option is not null && i > 1)
                break;
            option = option is null ? s_forms[i].Option : $"{option} or {s_forms[i].Option}";
        }
        return option is null || field[0] is (byte)',' or (byte)'.' ? null : (MarkOf(Encoding.UTF8.GetString(field)), option);
    }

    private static string MarkOf(string number) =>
        number.Contains(',', StringComparison.Ordinal) ? "a comma" : number.Contains('\'', StringComparison.Ordinal) ? "an apostrophe"
        : number.Contains('.', StringComparison.Ordinal) && number.IndexOf('.', StringComparison.Ordinal) != number.LastIndexOf('.') ? "several points" : "blanks";
}
