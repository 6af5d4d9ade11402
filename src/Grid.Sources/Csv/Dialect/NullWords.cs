using System.Text;

namespace Grid.Sources;

/// <summary>
/// The words that mean null. Most are found where a column cannot read them as its own type, or by their first letter and
/// length among texts, and so cost nothing elsewhere; those that are values of some type (-999) are looked for in every field.
/// </summary>
internal sealed class NullWords
{
    // NaN, nan, -NaN and -nan are left to columns of numbers, which have such a value.
    private static readonly string[] s_default =
    [
        "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "None", "n/a", "null",
    ];

    private static readonly string[] s_nan = ["NaN", "nan", "-NaN", "-nan"];

    // By first byte, a bit for each length that a word has which starts with it; the last for all lengths from 63 on.
    private readonly ulong[] _lengths = new ulong[256];
    private readonly byte[][] _words;
    private readonly byte[][] _values;

    public NullWords(IReadOnlyList<string> given, bool withDefault, NumberForm? numbers = null)
    {
        _words = [.. given.Concat(withDefault ? [.. s_default, .. s_nan] : []).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
        foreach (byte[] word in _words)
            _lengths[word[0]] |= 1UL << Math.Min(word.Length, 63);
        _values = [.. given.Where(word => word.Length > 0).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).Where(word => ValueText.IsValue(word) || numbers?.IsNumber(word) == true)];
        NaNIsNumber = !given.Intersect(s_nan).Any();
    }

    /// <summary>Whether there are words which columns of some type would take for a value.</summary>
    public bool HasValues => _values.Length > 0;

    /// <summary>Whether NaN is a number in columns of numbers.</summary>
    public bool NaNIsNumber { get; }

    /// <summary>Whether a field, without its quotes, is one of the words.</summary>
    public bool Contains(ReadOnlySpan<byte> field) =>
        field.Length > 0 && (_lengths[field[0]] >> Math.Min(field.Length, 63) & 1) != 0 && IsAmong(_words, field);

    /// <summary>Whether a field, without its quotes, is one of the words that columns of some type would take for a value.</summary>
    public bool ContainsValue(ReadOnlySpan<byte> field) => IsAmong(_values, field);

    /// <summary>Whether a field is null in columns of text, dates and truth values, and a number in others.</summary>
    public bool IsNaN(ReadOnlySpan<byte> field) =>
        NaNIsNumber && field.Length is 3 or 4 && (field[^1] | 0x20) == 'n' && Contains(field) && NumberText.TryParse(field, out _);

    /// <summary>Whether a text is null wherever the default words are: what writers put into quotes.</summary>
    public static bool IsDefault(string text) => s_default.Contains(text) || s_nan.Contains(text);

    private static bool IsAmong(byte[][] words, ReadOnlySpan<byte> field)
    {
        foreach (byte[] word in words)
        {
            if (field.SequenceEqual(word))
                return true;
        }
        return false;
    }
}
