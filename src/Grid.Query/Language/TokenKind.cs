namespace Grid.Query;

/// <summary>The kinds of <see cref="Token"/>.</summary>
internal enum TokenKind
{
    Name,
    QuotedName,
    Keyword,
    Number,
    Text,
    Symbol,
    End,
}
