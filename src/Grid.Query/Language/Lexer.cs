using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Grid.Query;

/// <summary>Cuts the text of an expression into tokens.</summary>
internal sealed class Lexer(string text)
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.Ordinal, "and", "or", "not", "is", "null", "in", "between", "true", "false");

    private int _at;
    private Token? _last;

    public static List<Token> Cut(string text)
    {
        var lexer = new Lexer(text);
        var tokens = new List<Token>();
        do
        {
            tokens.Add(lexer.Next());
            lexer._last = tokens[^1];
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        if (_at == text.Length)
            return new Token(TokenKind.End, "", _at);
        char c = text[_at];
        if (Letter(_at) > 0)
            return Name();
        if (char.IsAsciiDigit(c) || (c == '.' && !FollowsValue() && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])))
            return Number();
        return c switch
        {
            '\'' or '"' => new Token(TokenKind.Text, Quoted(c, "text"), _from),
            '`' => new Token(TokenKind.QuotedName, Quoted(c, "column name"), _from),
            _ => Symbol(c),
        };
    }

    // A point behind a value is of a method, and a tilde an operator of other languages.
    private bool FollowsValue() => _last is { Kind: TokenKind.Name or TokenKind.QuotedName or TokenKind.Number or TokenKind.Text } or { Kind: TokenKind.Symbol, Text: ")" };

    private int _from;

    private Token Name()
    {
        int start = _at;
        _at = EndOfName(_at);
        string name = text[start.._at], lower = name.ToLowerInvariant();
        if (_at < text.Length && text[_at] == '.' && !Keywords.Contains(lower) && QualifiedEnd(_at) is { } end)
            return Qualified(start, name, end);
        return Keywords.Contains(lower) ? new Token(TokenKind.Keyword, lower, start) : new Token(TokenKind.Name, name, start);
    }

    // How many chars a letter takes that a name may start with: two beyond U+FFFF. 0 where there is none.
    private int Letter(int at) => at >= text.Length ? 0 : text[at] == '_' ? 1
        : Rune.TryGetRuneAt(text, at, out var rune) && Rune.IsLetter(rune) ? rune.Utf16SequenceLength : 0;

    private int EndOfName(int at)
    {
        while (at < text.Length && (text[at] == '_' || (Rune.TryGetRuneAt(text, at, out var rune) && Rune.IsLetterOrDigit(rune))))
            at += text[at] == '_' ? 1 : Rune.GetRuneAt(text, at).Utf16SequenceLength;
        return at;
    }

    // A column with its table, zones.Borough or zones.`Zone name`; but a point before a call is of a method.
    private int? QualifiedEnd(int point)
    {
        int at = point;
        while (at < text.Length && text[at] == '.' && Letter(at + 1) > 0)
            at = EndOfName(at + 1);
        return at + 1 < text.Length && text[at] == '.' && text[at + 1] == '`' ? at : at == point || (at < text.Length && text[at] == '(') ? null : at;
    }

    private Token Qualified(int start, string table, int end)
    {
        string name = table + text[_at..end];
        _at = end;
        if (_at == text.Length || text[_at] != '.')
            return new Token(TokenKind.Name, name, start);
        _at++;
        return new Token(TokenKind.QuotedName, $"{name}.{Quoted('`', "column name")}", start);
    }

    private Token Number()
    {
        int start = _at;
        Digits();
        bool whole = true;
        if (_at < text.Length && text[_at] == '.')
        {
            whole = false;
            _at++;
            Digits();
        }
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            int mark = _at++;
            if (_at < text.Length && text[_at] is '+' or '-')
                _at++;
            int exponent = _at;
            Digits();
            if (_at == exponent)
                throw ExpressionFault.At(text, mark, "a number's exponent has no digits");
            whole = false;
        }
        if (EndOfName(_at) > _at)
            throw ExpressionFault.At(text, _at, $"'{Rune.GetRuneAt(text, _at)}' cannot follow a number; a name that starts with a digit stands in back-quotes, `2nd`");
        var digits = text.AsSpan(start, _at - start);
        if (whole && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long integer))
            return new Token(TokenKind.Number, digits.ToString(), start, Scalar.Int64(integer));
        if (whole && ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large))
            return new Token(TokenKind.Number, digits.ToString(), start, Scalar.UInt64(large));
        double value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!whole && double.IsInfinity(value))
            throw ExpressionFault.At(text, start, $"{digits} is beyond the range of numbers, which ends at 1.8e308; infinity is written 1 / 0");
        if (value == 0 && digits[..EndOfMantissa(digits)].ContainsAnyInRange('1', '9'))
            throw ExpressionFault.At(text, start, $"{digits} is nearer to 0 than any number; the least is 5e-324");
        if (whole && !(double.IsFinite(value) && KeepsDigits(BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), value)))
        {
            throw ExpressionFault.At(text, start,
                $"{digits} has more digits than a number holds; in quotes, '{digits}', it is a text, and with a point, {digits}.0, the number next to it");
        }
        return new Token(TokenKind.Number, digits.ToString(), start, Scalar.Float64(value));
    }

    private static int EndOfMantissa(ReadOnlySpan<char> digits) => digits.IndexOfAny('e', 'E') is >= 0 and var mark ? mark : digits.Length;

    /// <summary>Whether a whole number is a double, or has the digits that one is written with.</summary>
    public static bool KeepsDigits(BigInteger number, double value) => number == new BigInteger(value)
        || number == BigInteger.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    private void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
    }

    private string Quoted(char quote, string what)
    {
        _from = _at++;
        var value = new StringBuilder();
        while (_at < text.Length)
        {
            char c = text[_at++];
            if (c != quote)
                value.Append(c);
            else if (_at < text.Length && text[_at] == quote)
                value.Append(text[_at++]);
            else
                return value.ToString();
        }
        throw ExpressionFault.At(text, _from, $"the {what} that starts here has no closing {quote}");
    }

    private Token Symbol(char c)
    {
        string two = _at + 1 < text.Length ? text.Substring(_at, 2) : "";
        string? symbol = two switch
        {
            "==" or "!=" or "<=" or ">=" or "&&" or "||" or "**" => two,
            "<>" => two,
            _ => c is '+' or '-' or '*' or '/' or '%' or '^' or '<' or '>' or '=' or '!' or '(' or ')' or ',' ? c.ToString() : null,
        };
        if (symbol is null)
        {
            string advice = c switch
            {
                '&' => "; write 'and' or '&&'",
                '|' => "; write 'or' or '||'",
                '~' when FollowsValue() || (_at > 0 && text[_at - 1] == '=') => "; write x like 'a%', contains(x, 'a') or regex_match(x, '^a')",
                '~' => "; write 'not'",
                '.' when ForeignMethod.Advice(text, _at) is { } method => $"; {method}",
                '[' or ']' or '{' or '}' => "; lists stand in parentheses, x in (1, 2)",
                '?' => "; write if(a, b, c), or case when a then b else c end",
                ':' when _at + 1 < text.Length && text[_at + 1] == ':' => "; a type is written cast(x as int64)",
                ':' => "; an aggregate is written sum(x), a type cast(x as int64)",
                ';' => "; the parts of a list are parted by commas",
                '≥' or '⩾' => "; write >=",
                '≤' or '⩽' => "; write <=",
                '≠' => "; write !=",
                '×' or '·' => "; write *",
                '÷' => "; write /",
                '−' or '–' => "; write -",
                '‘' or '’' or '“' or '”' or '„' => "; texts stand in straight quotes, 'a'",
                _ => "; a column name with such a character stands in back-quotes, `my column`",
            };
            string sign = Rune.TryGetRuneAt(text, _at, out var rune) ? rune.ToString() : c.ToString();
            throw ExpressionFault.At(text, _at, $"'{sign}' has no meaning here{advice}");
        }
        var token = new Token(TokenKind.Symbol, symbol, _at);
        _at += symbol.Length;
        return token;
    }
}
