namespace Grid.Query;

/// <summary>A piece of the text of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A symbol or name as written (keywords in lower case), or the value of a text.</param>
/// <param name="Position">Where it starts.</param>
/// <param name="Literal">The value of a number.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, Scalar Literal = default)
{
    /// <summary>How an error message calls it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => $"the text '{Text}'",
        TokenKind.Number => Literal.ToString(),
        _ => $"'{Text}'",
    };
}
