namespace Grid.Query;

/// <summary>Reads the keys of a join as they are written: <c>id</c>, <c>a = b</c>, <c>a = b and c = d</c>.</summary>
public static class JoinKeys
{
    /// <summary>The keys of this table and of the other one, in pairs.</summary>
    /// <param name="text">The keys, each a column of both or two columns or expressions with <c>=</c> between them; <c>and</c> or a comma between pairs.</param>
    /// <exception cref="QuestionException">They are malformed.</exception>
    public static IReadOnlyList<(string Own, string Other)> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var keys = new List<(string, string)>();
        foreach (string part in Cut(text, AtAnd))
        {
            string[] sides = [.. Cut(part, AtEquals)];
            if (sides.Length > 2)
                throw Fault(text, $"'{part.Trim()}' has more than two sides");
            if (Array.Exists(sides, side => side.Trim().Length == 0))
                throw Fault(text, part.Trim().Length == 0 ? "a key is missing" : $"'{part.Trim()}' lacks a side");
            keys.Add((sides[0].Trim(), sides[^1].Trim()));
        }
        return keys;
    }

    private static QuestionException Fault(string text, string fault) =>
        new($"the keys \"{text}\": {fault}; expected 'id' of both tables, 'a = b' with this table's first, or several with 'and' between them.");

    // How long what parts here is; 0 where nothing does.
    private static int AtAnd(string text, int at) => text[at] == ',' ? 1
        : string.Compare(text, at, "and", 0, 3, StringComparison.OrdinalIgnoreCase) == 0 && IsBlank(text, at - 1) && IsBlank(text, at + 3) ? 3 : 0;

    private static int AtEquals(string text, int at) => text[at] switch
    {
        '=' => at + 1 < text.Length && text[at + 1] == '=' ? 2 : 1,
        '<' or '>' or '!' => throw Fault(text, "rows are joined where keys are equal, and --where keeps those of them that meet another condition"),
        _ => 0,
    };

    private static bool IsBlank(string text, int at) => at < 0 || at >= text.Length || char.IsWhiteSpace(text[at]);

    private static IEnumerable<string> Cut(string text, Func<string, int, int> partsAt)
    {
        int start = 0, depth = 0;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"' or '`')
                quote = c;
            else if (c is '(' or ')')
                depth += c == '(' ? 1 : -1;
            else if (depth == 0 && partsAt(text, i) is > 0 and var length)
            {
                yield return text[start..i];
                start = i + length;
                i = start - 1;
            }
        }
        yield return text[start..];
    }
}
