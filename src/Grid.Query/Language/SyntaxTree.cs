namespace Grid.Query;

/// <summary>Goes down an expression as written, whatever its nodes are.</summary>
internal static class SyntaxTree
{
    /// <summary>A node with something else in the place of each of what it is made of; lists and patterns are constants, and stay.</summary>
    public static Syntax Map(Syntax syntax, Func<Syntax, Syntax> map) => syntax switch
    {
        CallSyntax s => s with { Arguments = [.. s.Arguments.Select(map)], Where = s.Where is null ? null : map(s.Where) },
        UnarySyntax s => s with { Operand = map(s.Operand) },
        BinarySyntax s => s with { Left = map(s.Left), Right = map(s.Right) },
        IsNullSyntax s => s with { Operand = map(s.Operand) },
        InSyntax s => s with { Operand = map(s.Operand) },
        LikeSyntax s => s with { Operand = map(s.Operand) },
        CastSyntax s => s with { Operand = map(s.Operand) },
        CaseSyntax s => s with { Branches = [.. s.Branches.Select(b => (map(b.Condition), map(b.Value)))], Else = s.Else is null ? null : map(s.Else) },
        _ => syntax,
    };

    /// <summary>Whether something holds for a node, or for one that it is made of.</summary>
    public static bool Any(Syntax syntax, Func<Syntax, bool> holds)
    {
        if (holds(syntax))
            return true;
        bool found = false;
        Map(syntax, part =>
        {
            found = found || Any(part, holds);
            return part;
        });
        return found;
    }
}
