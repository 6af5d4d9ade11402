namespace Grid.Query;

/// <summary>A node of an expression as written, before names and types are known.</summary>
/// <param name="Position">Where in the text it is, for messages.</param>
internal abstract record Syntax(int Position);

/// <summary>A column.</summary>
internal sealed record NameSyntax(int Position, string Name) : Syntax(Position);

/// <summary>A number, text, truth value or null.</summary>
internal sealed record LiteralSyntax(int Position, Scalar Value) : Syntax(Position);

/// <summary>Minus or not.</summary>
internal sealed record UnarySyntax(int Position, Operation Operation, Syntax Operand) : Syntax(Position);

/// <summary>Arithmetic, a comparison, and, or.</summary>
internal sealed record BinarySyntax(int Position, Operation Operation, Syntax Left, Syntax Right) : Syntax(Position);

/// <summary><c>x is null</c>.</summary>
internal sealed record IsNullSyntax(int Position, Syntax Operand) : Syntax(Position);

/// <summary><c>x in (a, b)</c>.</summary>
internal sealed record InSyntax(int Position, Syntax Operand, IReadOnlyList<Syntax> Items) : Syntax(Position);

/// <summary>A function, or an aggregate; a star is the argument of <c>count(*)</c>, and a condition stands in <c>sum(x where y > 0)</c>.</summary>
internal sealed record CallSyntax(int Position, string Name, IReadOnlyList<Syntax> Arguments, bool Star, Syntax? Where = null) : Syntax(Position);

/// <summary><c>x like 'a%'</c>.</summary>
internal sealed record LikeSyntax(int Position, Syntax Operand, Syntax Pattern, Syntax? Escape, bool IgnoresCase) : Syntax(Position);

/// <summary><c>case when a then b … else c end</c>; what stands after <c>case</c> is part of the conditions here.</summary>
internal sealed record CaseSyntax(int Position, IReadOnlyList<(Syntax Condition, Syntax Value)> Branches, Syntax? Else) : Syntax(Position);

/// <summary><c>cast(x as int64)</c>.</summary>
internal sealed record CastSyntax(int Position, Operation Operation, Syntax Operand, Token Type) : Syntax(Position);
