using System.Globalization;
using System.Text;

namespace Grid.Query;

/// <summary>
/// What is put in the place of a match: <c>$1</c>, <c>${1}</c> and <c>${name}</c> stand for groups, as does Python's <c>\1</c> and
/// <c>\g&lt;name&gt;</c>; <c>$&amp;</c> and <c>$0</c> for the whole match; <c>$$</c> for a dollar sign and two backslashes for one. A group that
/// does not exist is a fault, not a text.
/// </summary>
internal sealed class RegexReplacement
{
    private readonly RegexPattern _pattern;
    private readonly string _source;
    private readonly StringBuilder _text = new();
    private int _at;

    private RegexReplacement(string source, RegexPattern pattern)
    {
        _source = source;
        _pattern = pattern;
        while (_at < source.Length)
        {
            char c = source[_at++];
            bool taken = c == '$' ? Dollar() : c == '\\' && Backslash();
            if (!taken)
                _text.Append(c == '$' ? "$$" : c.ToString());
        }
        Text = _text.ToString();
    }

    /// <summary>The replacement as .NET takes it.</summary>
    public string Text { get; }

    /// <exception cref="PatternException">It names a group that does not exist.</exception>
    public static RegexReplacement Parse(string replacement, RegexPattern pattern) => new(replacement, pattern);

    private bool Dollar()
    {
        if (Takes('$'))
        {
            _text.Append("$$");
            return true;
        }
        if (Takes('&'))
            return Group(0, "$&");
        if (_at < _source.Length && char.IsAsciiDigit(_source[_at]))
        {
            int start = _at;
            while (_at < _source.Length && char.IsAsciiDigit(_source[_at]))
                _at++;
            return Group(_source[start.._at], $"${_source[start.._at]}");
        }
        if (Between('{', '}') is { } group)
            return Group(group, $"${{{group}}}");
        string word = string.Concat(_source.Skip(_at).TakeWhile(c => char.IsLetterOrDigit(c) || c == '_'));
        return _pattern.Names.ContainsKey(word) ? throw new PatternException($"write the group '{word}' as ${{{word}}}; $${word} is a text") : false;
    }

    private bool Backslash()
    {
        if (Takes('\\'))
        {
            _text.Append('\\');
            return true;
        }
        if (_at < _source.Length && _source[_at] == 'g')
        {
            _at++;
            if (Between('<', '>') is { } group)
                return Group(group, $"\\g<{group}>");
            _at--;
            return false;
        }
        if (_at == _source.Length || !char.IsAsciiDigit(_source[_at]))
            return false;
        // Two digits where there are so many groups, as in Python.
        int digits = _at + 1 < _source.Length && char.IsAsciiDigit(_source[_at + 1])
            && int.Parse(_source.AsSpan(_at, 2), CultureInfo.InvariantCulture) <= _pattern.Groups ? 2 : 1;
        _at += digits;
        return Group(_source[(_at - digits).._at], $"\\{_source[(_at - digits).._at]}");
    }

    private bool Takes(char sign)
    {
        bool takes = _at < _source.Length && _source[_at] == sign;
        _at += takes ? 1 : 0;
        return takes;
    }

    // What stands between two signs, stepped over; null where it does not.
    private string? Between(char open, char close)
    {
        int end = _at < _source.Length && _source[_at] == open ? _source.IndexOf(close, _at) : -1;
        if (end < 0)
            return null;
        string inner = _source[(_at + 1)..end];
        _at = end + 1;
        return inner;
    }

    private bool Group(string name, string written)
    {
        if (_pattern.Names.TryGetValue(name, out int number) || int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return Group(number, written);
        string groups = _pattern.Names.Count == 0 ? "none has a name" : $"there are {string.Join(", ", _pattern.Names.Keys)}";
        throw new PatternException($"{written} names no group of the pattern: {groups}{Plain(written)}");
    }

    private bool Group(int number, string written)
    {
        if (_pattern.GroupFault(number) is { } fault)
        {
            string digits = number.ToString(CultureInfo.InvariantCulture);
            string apart = digits.Length > 1 && written[0] == '$' && digits[0] - '0' <= _pattern.Groups ? $"; ${{{digits[0]}}}{digits[1..]} is group {digits[0]} before {digits[1..]}" : "";
            throw new PatternException($"{written} names no group: {fault}{apart}{Plain(written)}");
        }
        _text.Append(CultureInfo.InvariantCulture, $"${{{number}}}");
        return true;
    }

    // How to write it where a text was meant.
    private static string Plain(string written) => written[0] == '$' ? $"; ${written} is a text" : $"; \\{written} is a text";
}
