namespace Grid.Query;

/// <summary>Reads a text word by word; what stands in quotes is one word.</summary>
internal sealed class WordReader(string text)
{
    private int _at;

    /// <summary>What is left, without blanks around it.</summary>
    public string Rest => text[_at..].Trim();

    /// <summary>The next word, which stays; null at the end.</summary>
    public string? Peek() => Next(_at).Word;

    /// <summary>The word after the next, which stays; null where there is none.</summary>
    public string? PeekAfter() => Next(Next(_at).End).Word;

    /// <summary>The next word; null at the end.</summary>
    public string? Take()
    {
        var (word, end) = Next(_at);
        _at = end;
        return word;
    }

    private (string? Word, int End) Next(int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at == text.Length)
            return (null, at);
        if (text[at] is '\'' or '"' && text.IndexOf(text[at], at + 1) is > 0 and var close)
            return (text[(at + 1)..close], close + 1);
        int end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        return (text[at..end], end);
    }
}
