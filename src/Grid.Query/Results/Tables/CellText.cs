using System.Globalization;
using System.Text;

namespace Grid.Query;

/// <summary>Texts of the data as cells of a table: a line each, harmless to a terminal, and as wide as a terminal draws them.</summary>
public static class CellText
{
    /// <summary>
    /// A text without anything that a terminal would obey: line breaks, escape sequences and other control characters as their
    /// pictures (␊, ␛), marks that turn the direction of what follows as �.
    /// </summary>
    public static string Clean(string text)
    {
        foreach (char c in text)
        {
            if (Picture(c) != c)
                return string.Create(text.Length, text, (clean, source) =>
                {
                    for (int i = 0; i < clean.Length; i++)
                        clean[i] = Picture(source[i]);
                });
        }
        return text;
    }

    /// <summary>How many columns of a terminal a text takes: two for ideographs and emoji, none for marks that go over a letter.</summary>
    public static int Width(string text)
    {
        bool isPlain = true;
        foreach (char c in text)
            isPlain &= c is >= ' ' and < '\u0300';
        if (isPlain)
            return text.Length;
        int width = 0;
        for (int at = 0; at < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            width += Width(text.AsSpan(at, length));
            at += length;
        }
        return width;
    }

    /// <summary>A text of at most so many columns: one that is wider ends in an ellipsis.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        int used = 0, at = 0;
        while (at < text.Length)
        {
            int length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            int next = Width(text.AsSpan(at, length));
            if (used + next > width - 1)
                break;
            used += next;
            at += length;
        }
        return $"{text.AsSpan(0, at)}…";
    }

    /// <summary>A text filled up to so many columns on its right.</summary>
    public static string PadRight(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    /// <summary>A text filled up to so many columns on its left.</summary>
    public static string PadLeft(string text, int width) => new string(' ', Math.Max(0, width - Width(text))) + text;

    private static char Picture(char c) => c switch
    {
        < ' ' => (char)('\u2400' + c),
        '\u007f' => '\u2421',
        >= '\u0080' and <= '\u009f' => '\ufffd',
        '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff' => '\ufffd',
        _ => c,
    };

    private static int Width(ReadOnlySpan<char> element)
    {
        if (Rune.DecodeFromUtf16(element, out var rune, out int used) != System.Buffers.OperationStatus.Done)
            return 1;
        if (element.Contains('\ufe0f'))
            return 2;
        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return IsWide(rune.Value) ? 2 : 1;
    }

    // Wide and full-width characters of UAX #11, and emoji.
    private static bool IsWide(int c) => c is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0x303e) or (>= 0x3041 and <= 0x4dbf) or (>= 0x4e00 and <= 0xa4cf)
        or (>= 0xa960 and <= 0xa97f) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff01 and <= 0xff60)
        or (>= 0xffe0 and <= 0xffe6) or 0x231a or 0x231b or (>= 0x23e9 and <= 0x23ec) or 0x2614 or 0x2615 or 0x26a1 or 0x2705 or 0x2728 or 0x274c or 0x2b50
        or (>= 0x1f1e6 and <= 0x1f1ff) or (>= 0x1f300 and <= 0x1f64f) or (>= 0x1f680 and <= 0x1f6ff) or (>= 0x1f900 and <= 0x1f9ff) or (>= 0x1fa70 and <= 0x1faff)
        or (>= 0x20000 and <= 0x3fffd);
}
