using Grid.Columns;

namespace Grid.Query;

/// <content>Functions of texts.</content>
internal sealed partial class Binder
{
    private Expression TextFunction(CallSyntax s, Operation operation)
    {
        var text = TextOf(s, 0);
        switch (operation)
        {
            case Operation.Length:
                return Expression.Of(operation, LogicalType.Whole, text);
            case Operation.Trim or Operation.TrimStart or Operation.TrimEnd:
                string signs = s.Arguments.Count == 2 ? Constant(s.Arguments[1], "the characters to trim") : "";
                return s.Arguments.Count == 2 && signs.Length == 0 ? text : Expression.By(Scalar.Text(signs), operation, LogicalType.Text, text);
            case Operation.Substring:
                return Expression.Of(operation, LogicalType.Text, [text, .. s.Arguments.Skip(1).Select(WholeOf)]);
            case Operation.Contains or Operation.StartsWith or Operation.EndsWith:
                return Expression.Of(operation, LogicalType.Bool, text, TextOf(s, 1));
            case Operation.RegexMatch:
                return Expression.By(Pattern(s, 0), operation, LogicalType.Bool, text);
            case Operation.RegexReplace:
                var pattern = Pattern(s, 0);
                string replacement = Constant(s.Arguments[2], "what to put in the place of a match");
                if (RegexPattern.ReplacementFault(pattern.AsText!, replacement) is { } fault)
                    throw Fault(s.Arguments[2], fault);
                return Expression.By(pattern, operation, LogicalType.Text, text, Expression.Of(Scalar.Text(replacement)));
            case Operation.RegexExtract:
                int group = s.Arguments.Count < 3 ? 0
                    : Bind(s.Arguments[2]) is { IsLiteral: true, Type.Kind: LogicalKind.Whole, Literal: { IsNull: false, AsInt64: >= 0 and < 1_000 } number } ? (int)number.AsInt64
                    : throw Fault(s.Arguments[2], "expected the number of a group, from 1; 0 is the whole match");
                return Expression.By(Pattern(s, group), operation, LogicalType.Text, text, Expression.Of(Scalar.Int64(group)));
            default:
                return Expression.Of(operation, LogicalType.Text, [text, .. Enumerable.Range(1, s.Arguments.Count - 1).Select(i => TextOf(s, i))]);
        }
    }

    private Expression Like(LikeSyntax s)
    {
        var operand = Bind(s.Operand);
        if (operand.IsNull || operand.Type.Kind != LogicalKind.Text)
            throw Fault(s, $"like takes a text, not {CommonType.Say(operand)}{(operand.IsNull ? "" : "; cast(x as text) makes it one")}");
        operand = Operand(s.Operand);
        string pattern = Constant(s.Pattern, "a pattern such as 'a%'");
        char? escape = null;
        if (s.Escape is not null)
            escape = Constant(s.Escape, "one sign") is { Length: 1 } sign ? sign[0] : throw Fault(s.Escape, "expected one sign, in quotes");
        string normal = LikePattern.Normal(pattern, escape) ?? throw Fault(s.Pattern, $"'{escape}' at the end of the pattern escapes nothing");
        if (s.IgnoresCase)
            (operand, normal) = (Expression.Of(Operation.Lower, LogicalType.Text, operand), normal.ToLowerInvariant());
        return Expression.By(Scalar.Text(normal), Operation.Like, LogicalType.Bool, operand);
    }

    private Scalar Pattern(CallSyntax s, int group)
    {
        string pattern = Constant(s.Arguments[1], "a pattern");
        return RegexPattern.Fault(pattern, group) is { } fault ? throw Fault(s.Arguments[1], fault) : Scalar.Text(pattern);
    }

    private Expression TextOf(CallSyntax s, int argument)
    {
        var at = s.Arguments[argument];
        var value = Bind(at);
        if (value.IsNull)
            return Expression.Null(LogicalType.Text);
        if (value.Type.Kind != LogicalKind.Text)
            throw Fault(argument == 0 ? s : at, $"{s.Name}() takes {(argument == 0 ? "a text" : "texts")}, not a value of type {value.Type}; cast(x as text) makes it one");
        return argument == 0 ? Operand(at) : value;
    }

    private Expression WholeOf(Syntax at)
    {
        var value = Bind(at);
        return value.IsNull ? Expression.Null(LogicalType.Whole)
            : value.Type.Kind == LogicalKind.Whole ? value : throw Fault(at, $"expected a whole number, found {CommonType.Say(value)}");
    }
}
