using System.Globalization;
using System.Text;

namespace Grid.Sources;

/// <summary>Tells sums of money ($1.50, 3 €, (5)) and percentages (5%) from other texts. They are read as texts, since a number would not say which.</summary>
internal static class NumberWithSign
{
    /// <summary>The sign that a field would be a number without: a currency's, or a percent sign; null where it would be none.</summary>
    public static string? Of(ReadOnlySpan<byte> field)
    {
        if (field is [(byte)'-' or (byte)'+', ..])
            field = field[1..];
        if (field.IsEmpty)
            return null;
        if (Rune.DecodeFromUtf8(field, out var first, out int length) == System.Buffers.OperationStatus.Done && IsCurrency(first))
            return IsNumber(field[length..]) ? first.ToString() : null;
        if (Rune.DecodeLastFromUtf8(field, out var last, out length) == System.Buffers.OperationStatus.Done && (IsCurrency(last) || last.Value == '%'))
            return IsNumber(field[..^length]) ? last.ToString() : null;
        return null;
    }

    /// <summary>How accounts write a negative number, to stand behind the field: (5), or 5-; null where it is none.</summary>
    public static string? OfAccounts(ReadOnlySpan<byte> field)
    {
        field = NumberText.Trim(field);
        return field is [(byte)'(', .. var within, (byte)')'] && IsPositive(within) ? "has parentheses"
            : field is [.. var before, (byte)'-'] && IsPositive(before) ? "has its minus sign behind it"
            : null;
    }

    private static bool IsPositive(ReadOnlySpan<byte> text) =>
        text is [not ((byte)'-' or (byte)'+'), ..] && text.ContainsAnyInRange((byte)'0', (byte)'9') && (IsNumber(text) || Of(text) is not null);

    private static bool IsCurrency(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.CurrencySymbol;

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        return NumberText.TryParse(text, out _) || NumberMarks.Of(text) is not null;
    }
}
