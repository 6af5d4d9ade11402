using System.Text;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>The encodings of texts: those of the runtime, by the names that are in use, and by the marks at the start of files.</summary>
internal static class TextEncodings
{
    // What is named when a name is not known; all of the runtime's are.
    private static readonly string[] s_usual = ["utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "latin1", "iso-8859-1", "iso-8859-15", "windows-1250", "windows-1252", "macintosh", "shift_jis", "gb18030", "euc-kr"];

    /// <summary>The name by which a text is decoded; null for UTF-8.</summary>
    /// <param name="name">As it was given.</param>
    /// <exception cref="SourceException">There is none of that name.</exception>
    public static string? NameOf(string name)
    {
        var encoding = Find(name) ?? throw new SourceException(
            $"the encoding '{name}' is not known{(EditDistance.Nearest(name, s_usual) is { } near ? $"; did you mean '{near}'?" : $"; name one such as {string.Join(", ", s_usual.Take(7))}.")}");
        return encoding.CodePage == Encoding.UTF8.CodePage || encoding.CodePage == Encoding.ASCII.CodePage ? null : encoding.WebName;
    }

    /// <summary>The name of the encoding that the mark at a text's start tells; null where there is none, or that of UTF-8.</summary>
    public static string? OfMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, 0, 0, ..] => "utf-32",
        [0, 0, 0xFE, 0xFF, ..] => "utf-32BE",
        [0xFF, 0xFE, ..] => "utf-16",
        [0xFE, 0xFF, ..] => "utf-16BE",
        _ => null,
    };

    /// <summary>Whether a text starts with the mark of UTF-8.</summary>
    public static bool IsMarkedUtf8(ReadOnlySpan<byte> head) => head is [0xEF, 0xBB, 0xBF, ..];

    /// <summary>An encoding by the name of a form.</summary>
    public static Encoding Get(string name, DecoderFallback fallback) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, fallback)
        ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, fallback);

    private static Encoding? Find(string name)
    {
        string plain = name.ToLowerInvariant().Replace("utf16", "utf-16", StringComparison.Ordinal).Replace("utf32", "utf-32", StringComparison.Ordinal).Replace("utf8", "utf-8", StringComparison.Ordinal);
        if (plain == "utf-16-le" || plain == "utf-16-be")
            plain = plain.Remove(6, 1);
        try
        {
            if (plain.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(plain.AsSpan(2), out int page))
                return CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
            return CodePagesEncodingProvider.Instance.GetEncoding(plain) ?? Encoding.GetEncoding(plain);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
