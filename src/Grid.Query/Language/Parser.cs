namespace Grid.Query;

/// <summary>
/// Reads an expression by recursive descent. From loosest to tightest: or; and; not; comparison, is, in, between, like; + -; * / %;
/// unary minus; powers.
/// </summary>
internal sealed partial class Parser
{
    // Deep enough for any expression a person or a program writes, and far from the end of the stack.
    private const int MaxDepth = 200;
    private const int MaxOperations = 1_000;

    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;
    private int _operations;

    private Parser(string text) => (_text, _tokens) = (text, Lexer.Cut(text));

    /// <summary>Reads a whole expression.</summary>
    /// <exception cref="QuestionException">It is malformed.</exception>
    public static Syntax Parse(string text)
    {
        var parser = new Parser(text);
        var syntax = parser.Or();
        if (parser.Peek.Kind != TokenKind.End)
            throw parser.Expected(parser.Peek.Kind == TokenKind.Symbol && parser.Peek.Text is "(" ? "an operator" : "an operator or the end");
        return syntax;
    }

    /// <summary>Reads an expression that may have a name behind it: <c>max(x) - min(x) as range</c>.</summary>
    /// <exception cref="QuestionException">It is malformed.</exception>
    public static (Syntax Syntax, string? Name) ParseNamed(string text)
    {
        var parser = new Parser(text);
        var syntax = parser.Or();
        string? name = null;
        if (parser.TakeWord("as"))
        {
            if (parser.Peek.Kind is not (TokenKind.Name or TokenKind.QuotedName or TokenKind.Text))
                throw parser.Expected("a name");
            name = parser.Peek.Text;
            parser._at++;
        }
        return parser.Peek.Kind == TokenKind.End ? (syntax, name) : throw parser.Expected(name is null ? "an operator, 'as' and a name, or the end" : "the end");
    }

    private Token Peek => _tokens[_at];

    private Syntax Or()
    {
        var left = And();
        while (Take(TokenKind.Keyword, "or") || Take(TokenKind.Symbol, "||"))
            left = Binary(Previous.Position, Operation.Or, left, And());
        return left;
    }

    private Syntax And()
    {
        var left = Not();
        while (Take(TokenKind.Keyword, "and") || Take(TokenKind.Symbol, "&&"))
            left = Binary(Previous.Position, Operation.And, left, Not());
        return left;
    }

    private Syntax Not()
    {
        if (Take(TokenKind.Keyword, "not") || Take(TokenKind.Symbol, "!"))
        {
            int position = Previous.Position;
            return Deeper(() => new UnarySyntax(position, Operation.Not, Not()));
        }
        return Comparison();
    }

    private Syntax Comparison()
    {
        var left = Sum();
        if (Take(TokenKind.Keyword, "is"))
        {
            int position = Previous.Position;
            bool negated = Take(TokenKind.Keyword, "not");
            if (IsMeant(left, negated) is { } meant)
                throw ExpressionFault.At(_text, Peek.Position, meant);
            Demand(TokenKind.Keyword, "null", negated ? "'null'" : "'null' or 'not null'");
            return Negated(negated, position, new IsNullSyntax(position, left));
        }
        bool not = Peek is { Kind: TokenKind.Keyword, Text: "not" }
            && (_tokens[_at + 1] is { Kind: TokenKind.Keyword, Text: "in" or "between" } || IsLike(_tokens[_at + 1]));
        if (not)
            _at++;
        if (Take(TokenKind.Keyword, "in"))
            return Negated(not, Previous.Position, In(left));
        if (Take(TokenKind.Keyword, "between"))
            return Negated(not, Previous.Position, Between(left));
        if (IsLike(Peek))
            return Negated(not, Peek.Position, Like(left));
        if (Peek.Kind != TokenKind.Symbol || OperationOf(Peek.Text) is not { } operation)
            return left;
        int at = Peek.Position;
        _at++;
        var comparison = new BinarySyntax(at, operation, left, Sum());
        if (Peek.Kind == TokenKind.Symbol && OperationOf(Peek.Text) is not null)
            throw ExpressionFault.At(_text, Peek.Position, "comparisons do not chain; write 'a < b and b < c', or 'b between a and c'");
        return comparison;
    }

    // What other tools ask by 'is'.
    private string? IsMeant(Syntax left, bool negated)
    {
        string value = left switch { NameSyntax n => n.Name, CallSyntax c => SyntaxText.Of(_text, c), _ => "x" }, not = negated ? "not " : "", word = Peek.Text?.ToLowerInvariant() ?? "";
        bool isTrue = word == "true";
        return Peek.Kind switch
        {
            TokenKind.Name when word == "nan" => $"'is {not}{Peek.Text}' is written {not}is_nan({value})",
            TokenKind.Name when word == "distinct" => "'is distinct from' is written a != b or (a is null) != (b is null)",
            TokenKind.Keyword when word is "true" or "false" => $"'is {not}{word}' is written {(negated ? "" : $"{(isTrue ? value : $"not {value}")}, or where null is to be false ")}{(negated == isTrue ? "not " : "")}coalesce({value}, {(isTrue ? "false" : "true")})",
            _ => null,
        };
    }

    private static Operation? OperationOf(string symbol) => symbol switch
    {
        "==" or "=" => Operation.Equal,
        "!=" or "<>" => Operation.NotEqual,
        "<" => Operation.Less,
        "<=" => Operation.LessOrEqual,
        ">" => Operation.Greater,
        ">=" => Operation.GreaterOrEqual,
        _ => null,
    };

    private InSyntax In(Syntax left)
    {
        int position = Previous.Position;
        if (Peek is not { Kind: TokenKind.Symbol, Text: "(" } && _at > 3 && Is(_tokens[_at - 4], "position"))
            throw ExpressionFault.At(_text, _tokens[_at - 4].Position, $"position: {ForeignWords.Of("position")}");
        Demand(TokenKind.Symbol, "(", "'(' and a list of values");
        var items = new List<Syntax> { Sum() };
        while (Take(TokenKind.Symbol, ","))
            items.Add(Sum());
        Demand(TokenKind.Symbol, ")", "',' or ')'");
        return new InSyntax(position, left, items);
    }

    private BinarySyntax Between(Syntax value)
    {
        int position = Previous.Position;
        var low = Sum();
        Demand(TokenKind.Keyword, "and", "'and' and the upper bound");
        var high = Sum();
        return new BinarySyntax(position, Operation.And,
            new BinarySyntax(position, Operation.GreaterOrEqual, value, low),
            new BinarySyntax(position, Operation.LessOrEqual, value, high));
    }

    private static Syntax Negated(bool negated, int position, Syntax syntax) =>
        negated ? new UnarySyntax(position, Operation.Not, syntax) : syntax;

    private Syntax Sum()
    {
        var left = Product();
        while (true)
        {
            if (Take(TokenKind.Symbol, "+"))
                left = Binary(Previous.Position, Operation.Add, left, Product());
            else if (Take(TokenKind.Symbol, "-"))
                left = Binary(Previous.Position, Operation.Subtract, left, Product());
            else
                return left;
        }
    }

    private Syntax Product()
    {
        var left = Unary();
        while (true)
        {
            Operation operation;
            if (Take(TokenKind.Symbol, "*"))
                operation = Operation.Multiply;
            else if (Take(TokenKind.Symbol, "/"))
                operation = Peek is { Kind: TokenKind.Symbol, Text: "/" } ? throw Lacking("'//'", "here it is written floor(a / b)") : Operation.Divide;
            else if (Take(TokenKind.Symbol, "%"))
                operation = Operation.Modulo;
            else
                return left;
            left = Binary(Previous.Position, operation, left, Unary());
        }
    }

    private Syntax Unary()
    {
        if (Take(TokenKind.Symbol, "+"))
            return Deeper(Unary);
        if (!Take(TokenKind.Symbol, "-"))
            return Power();
        int position = Previous.Position;
        var operand = Deeper(Unary);
        // -9223372036854775808 is a whole number, although its digits alone are not an int64.
        if (operand is LiteralSyntax { Value: { IsNull: false } value } && Negate(value) is { } negative)
            return new LiteralSyntax(position, negative);
        return new UnarySyntax(position, Operation.Negate, operand);
    }

    // As in Python, powers bind more tightly than a minus before them, and less than one behind: -2 ^ -2 is -(2 ^ (-2)).
    private Syntax Power()
    {
        var left = Primary();
        return Take(TokenKind.Symbol, "^") || Take(TokenKind.Symbol, "**")
            ? Binary(Previous.Position, Operation.Power, left, Deeper(Unary))
            : left;
    }

    private static Scalar? Negate(Scalar value) => value.Type!.Kind switch
    {
        Grid.Columns.LogicalKind.Whole => Scalar.Int64(unchecked(-value.AsInt64)),
        Grid.Columns.LogicalKind.Unsigned when value.AsInt64 == long.MinValue => Scalar.Int64(long.MinValue),
        // Not the nearest double, which may be an int64: what is compared with it is compared with the number itself.
        Grid.Columns.LogicalKind.Unsigned => Lexer.KeepsDigits(value.AsWhole, value.AsDouble) ? Scalar.Float64(-value.AsDouble) : Scalar.Whole(-value.AsWhole),
        Grid.Columns.LogicalKind.Real => Scalar.Float64(-value.AsDouble),
        _ => null,
    };

    private BinarySyntax Binary(int position, Operation operation, Syntax left, Syntax right) => ++_operations <= MaxOperations
        ? new BinarySyntax(position, operation, left, right)
        : throw ExpressionFault.At(_text, position, $"more than {MaxOperations} operations; for many values of one column write 'in (...)'");

    private Syntax Deeper(Func<Syntax> parse)
    {
        if (++_depth > MaxDepth)
            throw ExpressionFault.At(_text, Peek.Position, $"more than {MaxDepth} levels of nesting");
        var syntax = parse();
        _depth--;
        return syntax;
    }

    private Token Previous => _tokens[_at - 1];

    private bool Take(TokenKind kind, string text)
    {
        if (Peek.Kind != kind || Peek.Text != text)
            return false;
        _at++;
        return true;
    }

    private void Demand(TokenKind kind, string text, string expected)
    {
        if (!Take(kind, text))
            throw Expected(expected);
    }

    private QuestionException Lacking(string sign, string advice) => ExpressionFault.At(_text, Previous.Position, $"{sign}: {advice}");

    // A word that other tools have here, such as like: what is near says more than what was expected.
    private QuestionException Expected(string what)
    {
        var word = _at > 0 && Previous is { Kind: TokenKind.Name, Text: "distinct" or "DISTINCT" } ? Previous
            : Peek.Kind == TokenKind.Name ? Peek : _at > 0 && Previous.Kind == TokenKind.Name && Peek.Kind == TokenKind.Text && Meant().Length == 0 ? Previous : default;
        string? advice = word.Text is null ? null : ForeignWords.Of(word.Text);
        return ExpressionFault.At(_text, Peek.Position, $"expected {what}, found {Peek}{(advice is null ? Meant() : $"; {word.Text}: {advice}")}");
    }

    // What somebody probably meant who wrote what stands here, behind a semicolon; nothing where that is anybody's guess.
    private string Meant()
    {
        var before = _at > 0 ? Previous : default;
        string two = before.Text + Peek.Text;
        bool touch = _at > 0 && before.Position + before.Text.Length == Peek.Position;
        return (before.Kind, Peek.Kind) switch
        {
            (TokenKind.Symbol, TokenKind.Symbol) when touch && two is "=>" or "=<" or "=!" => $"; write {two[1]}=",
            (TokenKind.Symbol, TokenKind.Symbol) when touch && two is "===" => "; write ==",
            (TokenKind.Symbol, TokenKind.Symbol) when touch && two is "<=>" => "; write a = b or (a is null and b is null)",
            (TokenKind.Name, TokenKind.Text) when before.Text.ToLowerInvariant() is "date" or "timestamp" or "datetime" or "time" => $"; a moment stands alone, '{Peek.Text}'",
            (TokenKind.Symbol, TokenKind.Symbol) when touch && two is "!==" => "; write !=",
            (_, TokenKind.Symbol) when Peek.Text == "*" && _at == 0 => "; all columns are meant where none are named",
            (_, TokenKind.Symbol) when Peek.Text == "," => "; one column or expression is meant here",
            (TokenKind.Name, TokenKind.Name or TokenKind.QuotedName) when AggregateSpec.IsFunction(before.Text) || Functions.Find(before.Text) is not null => $"; write {before.Text}({Peek.Text})",
            (TokenKind.Name, _) when _at == 1 && before.Text.Equals("where", StringComparison.OrdinalIgnoreCase) => "; the condition stands alone, without 'where'",
            (TokenKind.Name, TokenKind.Name) => $"; a list is parted by commas, and a name that holds a blank stands in back-quotes, `{before.Text} {Peek.Text}`",
            _ => "",
        };
    }
}
