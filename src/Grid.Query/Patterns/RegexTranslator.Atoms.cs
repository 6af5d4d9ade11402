using System.Globalization;
using System.Text;

namespace Grid.Query;

/// <content>What stands for one character.</content>
internal sealed partial class RegexTranslator
{
    // One character or a set of them such as \w; with its text as .NET takes it.
    private readonly record struct Atom(string Text, int Code, bool IsSet = false);

    private Atom ReadAtom(bool inClass)
    {
        if (pattern[_at] != '\\')
        {
            var rune = ReadRune();
            return new(rune.ToString(), rune.Value);
        }
        if (_at + 1 == pattern.Length)
            throw new PatternException("the pattern ends with a backslash, which stands before the sign that it is for; \\\\ is a backslash");
        char sign = pattern[_at + 1];
        switch (sign)
        {
            case 'w' or 'W' or 'd' or 'D' or 's' or 'S':
                return Taken(2) with { IsSet = true };
            case 'p' or 'P':
                return ReadCategory();
            case 'u' or 'U' or 'x':
                return ReadHex(sign);
            case 'c' when _at + 2 < pattern.Length:
                return Taken(3) with { Code = pattern[_at - 1] & 0x1F };
            case 'G' when !inClass:
                throw new PatternException("\\G, where the match before ended, is not supported in a pattern");
            case 'k' when !inClass:
                throw new PatternException(Unsupported);
            case >= '1' and <= '9' when !inClass:
                throw new PatternException(Unsupported);
            case >= '0' and <= '7':
                int end = _at + 1;
                while (end < pattern.Length && end < _at + 4 && pattern[end] is >= '0' and <= '7')
                    end++;
                int octal = Convert.ToInt32(pattern[(_at + 1)..end], 8);
                return Taken(end - _at) with { Code = octal & 0xFF };
            default:
                if (char.IsSurrogate(sign))
                {
                    _at++;
                    return ReadAtom(inClass);
                }
                return Taken(2) with { Code = Control(sign) };
        }
    }

    private static int Control(char sign) => sign switch
    {
        'a' => 7,
        'b' => 8,
        't' => 9,
        'n' => 10,
        'v' => 11,
        'f' => 12,
        'r' => 13,
        'e' => 27,
        _ => sign,
    };

    private Atom Taken(int count)
    {
        _at += count;
        return new(pattern[(_at - count).._at], 0);
    }

    private Rune ReadRune()
    {
        if (!Rune.TryGetRuneAt(pattern, _at, out var rune))
            throw HalfOf(pattern[_at]);
        _at += rune.Utf16SequenceLength;
        return rune;
    }

    private static PatternException HalfOf(int code) =>
        new($"\\u{code:X4} is half of a character; write the character itself, or its number as \\U0001F600");

    // \p{Lu}, and \pL as elsewhere.
    private Atom ReadCategory()
    {
        if (_at + 2 < pattern.Length && char.IsAsciiLetter(pattern[_at + 2]))
        {
            var brief = Taken(3);
            return new($"{brief.Text[..2]}{{{brief.Text[2]}}}", 0, true);
        }
        int end = pattern.IndexOf('}', _at);
        return end < 0 ? Taken(2) : Taken(end + 1 - _at) with { IsSet = true };
    }

    // \x41, \x{1F600}, \u0041 and \U0001F600; halves that follow one another are one character.
    private Atom ReadHex(char sign)
    {
        int start = _at + 2, end = start + (sign == 'u' ? 4 : sign == 'U' ? 8 : 2);
        if (sign == 'x' && start < pattern.Length && pattern[start] == '{')
        {
            start++;
            end = pattern.IndexOf('}', start);
        }
        if (end <= start || end > pattern.Length || !int.TryParse(pattern.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) || code is < 0 or > 0x10FFFF)
            throw new PatternException($"\\{sign} is no number of a character; write it as \\x41, \\u0041, \\U0001F600 or \\x{{1F600}}");
        _at = pattern[start - 1] == '{' ? end + 1 : end;
        if (code is >= 0xD800 and < 0xDC00 && Follows(@"\u") && _at + 6 <= pattern.Length
            && int.TryParse(pattern.AsSpan(_at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int low) && low is >= 0xDC00 and < 0xE000)
        {
            _at += 6;
            code = char.ConvertToUtf32((char)code, (char)low);
        }
        return code is >= 0xD800 and < 0xE000 ? throw HalfOf(code) : new(code > char.MaxValue ? new Rune(code).ToString() : $@"\u{code:X4}", code);
    }
}
