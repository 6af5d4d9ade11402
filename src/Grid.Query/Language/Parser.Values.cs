namespace Grid.Query;

/// <content>Values: literals, columns, calls, cases and casts. Their words are names elsewhere: a column may be called end.</content>
internal sealed partial class Parser
{
    private Syntax Primary()
    {
        var token = Peek;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return new LiteralSyntax(token.Position, token.Literal);
            case TokenKind.Text:
                _at++;
                return new LiteralSyntax(token.Position, Scalar.Text(token.Text));
            case TokenKind.Keyword when token.Text is "true" or "false":
                _at++;
                return new LiteralSyntax(token.Position, Scalar.Bool(token.Text == "true"));
            case TokenKind.Keyword when token.Text is "null":
                _at++;
                return new LiteralSyntax(token.Position, Scalar.Null);
            case TokenKind.QuotedName:
                _at++;
                return new NameSyntax(token.Position, token.Text);
            case TokenKind.Name when IsCase():
                return Deeper(Case);
            case TokenKind.Name when Is(token, "cast") || Is(token, "try_cast"):
                return _tokens[_at + 1] is { Kind: TokenKind.Symbol, Text: "(" } ? Deeper(Cast) : new NameSyntax(_tokens[_at++].Position, token.Text);
            case TokenKind.Name:
                _at++;
                return Take(TokenKind.Symbol, "(") ? Call(token) : new NameSyntax(token.Position, token.Text);
            case TokenKind.Symbol when token.Text is "(":
                _at++;
                var inner = Deeper(Or);
                Demand(TokenKind.Symbol, ")", "')' or an operator");
                return inner;
            default:
                throw Expected("a value");
        }
    }

    private CallSyntax Call(Token name)
    {
        var arguments = new List<Syntax>();
        if (Take(TokenKind.Symbol, ")"))
            return new CallSyntax(name.Position, name.Text, arguments, false);
        bool star = Peek is { Kind: TokenKind.Symbol, Text: "*" } && (_tokens[_at + 1] is { Kind: TokenKind.Symbol, Text: ")" } || Is(_tokens[_at + 1], "where"));
        if (star)
        {
            _at++;
        }
        else if (!IsWhere())
        {
            do
                arguments.Add(Deeper(Or));
            while (Take(TokenKind.Symbol, ","));
        }
        if (arguments is [NameSyntax part] && Is(Peek, "from") && Is(name, "extract"))
            throw ExpressionFault.At(_text, name.Position, $"extract({part.Name} from …): {(Functions.Find(part.Name) is not null ? $"here it is written {part.Name.ToLowerInvariant()}({_tokens[_at + 1].Text})" : ForeignWords.Of(part.Name) ?? ForeignWords.Of("extract"))}");
        if (arguments.Count == 1 && Is(Peek, "from") && Functions.Find(name.Text) is not null)
            throw ExpressionFault.At(_text, Peek.Position, $"'from' has no meaning here; arguments are parted by commas, {(Is(name, "substring") ? "substring(x, 1, 3)" : $"{name.Text}(x, …)")}");
        var where = TakeWord("where") ? Deeper(Or) : null;
        Demand(TokenKind.Symbol, ")", "',', ')' or an operator");
        return new CallSyntax(name.Position, name.Text, arguments, star, where);
    }

    private static bool Is(Token token, string word) => token.Kind == TokenKind.Name && token.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool TakeWord(string word)
    {
        if (!Is(Peek, word))
            return false;
        _at++;
        return true;
    }

    // A column may be called where: then an operator stands behind it, or the end of the call.
    private bool IsWhere() => Is(Peek, "where") && _tokens[_at + 1] is { Kind: not (TokenKind.Symbol or TokenKind.End) } or { Text: "(" or "!" or "-" }
        && !(_tokens[_at + 1] is { Kind: TokenKind.Keyword, Text: not ("true" or "false" or "null" or "not") } || IsLike(_tokens[_at + 1]) || Is(_tokens[_at + 1], "where"));

    // Two values side by side are nothing else: a column of that name has an operator behind it, or the end.
    private bool IsCase() => Is(Peek, "case") && _tokens[_at + 1] is var next && next switch
    {
        { Kind: TokenKind.Name or TokenKind.QuotedName or TokenKind.Number or TokenKind.Text } => !IsLike(next),
        { Kind: TokenKind.Keyword, Text: "true" or "false" or "null" } => true,
        { Kind: TokenKind.Keyword, Text: "not" } => !(_tokens[_at + 2] is { Kind: TokenKind.Keyword, Text: "in" or "between" } || IsLike(_tokens[_at + 2])),
        { Kind: TokenKind.Symbol, Text: "(" or "!" } => true,
        _ => false,
    };

    private CaseSyntax Case()
    {
        int position = _tokens[_at++].Position;
        var subject = Is(Peek, "when") ? null : Or();
        var branches = new List<(Syntax, Syntax)>();
        while (TakeWord("when"))
        {
            int at = Previous.Position;
            var condition = Deeper(Or);
            if (!TakeWord("then"))
                throw Expected("'then' and a value");
            branches.Add((subject is null ? condition : Binary(at, Operation.Equal, subject, condition), Deeper(Or)));
        }
        if (branches.Count == 0)
            throw Expected("'when' and a condition");
        var otherwise = TakeWord("else") ? Deeper(Or) : null;
        if (!TakeWord("end"))
            throw Expected(otherwise is null ? "'when', 'else' or 'end'" : "'end'");
        return new CaseSyntax(position, branches, otherwise);
    }

    private CastSyntax Cast()
    {
        var name = _tokens[_at];
        _at += 2;
        var operand = Or();
        if (!TakeWord("as"))
            throw Expected("'as' and a type, as in cast(x as int64)");
        var type = Peek;
        if (type.Kind is not (TokenKind.Name or TokenKind.Text))
            throw Expected("a type such as int64, float64, text, bool, date or timestamp");
        _at++;
        Demand(TokenKind.Symbol, ")", "')'");
        return new CastSyntax(name.Position, Is(name, "cast") ? Operation.Convert : Operation.TryConvert, operand, type);
    }

    private static bool IsLike(Token token) => Is(token, "like") || Is(token, "ilike");

    private LikeSyntax Like(Syntax left)
    {
        var word = _tokens[_at++];
        var pattern = Sum();
        var escape = TakeWord("escape") ? Sum() : null;
        return new LikeSyntax(word.Position, left, pattern, escape, Is(word, "ilike"));
    }
}
