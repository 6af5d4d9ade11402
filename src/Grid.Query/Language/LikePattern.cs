using System.Text;

namespace Grid.Query;

/// <summary>
/// A pattern of SQL's <c>like</c>: a percent sign stands for any text, an underscore for one character, and what follows a
/// backslash for itself. It is matched against the whole of a text.
/// </summary>
internal sealed class LikePattern
{
    private const short Any = -1;
    private const short One = -2;

    private readonly short[] _pieces;

    public LikePattern(string pattern)
    {
        var pieces = new List<short>();
        byte[] bytes = Encoding.UTF8.GetBytes(pattern);
        for (int i = 0; i < bytes.Length; i++)
        {
            bool literal = bytes[i] == '\\' && i + 1 < bytes.Length;
            i += literal ? 1 : 0;
            short piece = literal || bytes[i] is not ((byte)'%' or (byte)'_') ? bytes[i] : bytes[i] == '%' ? Any : One;
            if (piece != Any || pieces.Count == 0 || pieces[^1] != Any)
                pieces.Add(piece);
        }
        _pieces = [.. pieces];
    }

    /// <summary>A pattern as it is kept, with backslashes for the escape sign that it was written with, if any; null where that sign escapes nothing.</summary>
    public static string? Normal(string pattern, char? escape)
    {
        var normal = new StringBuilder();
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == escape)
            {
                if (++i == pattern.Length)
                    return null;
                normal.Append('\\').Append(pattern[i]);
            }
            else
            {
                normal.Append(c == '\\' ? "\\\\" : c);
            }
        }
        return normal.ToString();
    }

    /// <summary>Whether a text is of the pattern.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        int at = 0, piece = 0, star = -1, from = 0;
        while (at < text.Length)
        {
            if (piece < _pieces.Length && _pieces[piece] == Any)
            {
                (star, from) = (piece++, at);
            }
            else if (piece < _pieces.Length && (_pieces[piece] == One || _pieces[piece] == text[at]))
            {
                at = _pieces[piece++] == One ? Next(text, at) : at + 1;
            }
            else if (star >= 0)
            {
                // The last percent sign takes one character more.
                from = Next(text, from);
                (at, piece) = (from, star + 1);
            }
            else
            {
                return false;
            }
        }
        return piece == _pieces.Length || (piece == _pieces.Length - 1 && _pieces[piece] == Any);
    }

    private static int Next(ReadOnlySpan<byte> text, int at)
    {
        do
            at++;
        while (at < text.Length && (text[at] & 0xC0) == 0x80);
        return at;
    }
}
