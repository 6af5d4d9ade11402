namespace Grid.Query;

/// <summary>A join as it is written, the same wherever somebody writes one: <c>left zones as z on PULocationID = LocationID</c>.</summary>
/// <param name="Kind">Which rows are kept.</param>
/// <param name="Source">The other table, without the quotes that it may stand in.</param>
/// <param name="Name">What it is called in expressions; null where that is not said.</param>
/// <param name="On">Its keys.</param>
public sealed record JoinText(JoinKind Kind, string Source, string? Name, string On)
{
    private static readonly string[] Foreign = ["right", "full", "outer", "cross", "asof", "natural"];

    /// <summary>Reads what was written.</summary>
    /// <exception cref="QuestionException">It is malformed; the message says what is wrong with it, and not where it stood.</exception>
    public static JoinText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new WordReader(text);
        var kind = JoinKind.Inner;
        // A table may be called as a kind is.
        if (words.Peek() is { } first && !Is(words.PeekAfter(), "on", "as"))
        {
            if (StepWords.Joins.TryGetValue(first, out kind))
                words.Take();
            else if (Foreign.Contains(first, StringComparer.OrdinalIgnoreCase))
                throw new QuestionException(NoKind(first));
            if (Is(words.Peek(), "outer") && !Is(words.PeekAfter(), "on", "as"))
                words.Take();
            if (Is(words.Peek(), "join") && !Is(words.PeekAfter(), "on", "as"))
                words.Take();
        }
        string source = words.Take() is { Length: > 0 } table ? table : throw new QuestionException("the table is missing");
        string? name = null;
        if (Is(words.Peek(), "as"))
        {
            words.Take();
            name = words.Take() is { Length: > 0 } given && !Is(given, "on") ? given : throw new QuestionException("a name is missing behind 'as'");
        }
        if (!Is(words.Peek(), "on"))
        {
            throw new QuestionException(words.Peek() is not { } other ? $"'on' and the keys are missing behind '{name ?? source}'"
                : Is(other, "using") ? "'using (id)' is written 'on id'"
                : Is(other, "where") ? "a condition is no part of a join, and stands in 'where'"
                : $"'on' is expected behind '{name ?? source}', and '{other}' stands there; what has blanks stands in quotes");
        }
        words.Take();
        return words.Rest is { Length: > 0 } keys ? new JoinText(kind, source, name, keys) : throw new QuestionException("the keys are missing behind 'on'");
    }

    /// <summary>The kind of join that a word names.</summary>
    /// <exception cref="QuestionException">There is none of that name; the message says which there are.</exception>
    public static JoinKind KindOf(string word) => StepWords.Joins.TryGetValue(word, out var kind) ? kind : throw new QuestionException(NoKind(word));

    private static string NoKind(string word) =>
        $"there is no {word.ToLowerInvariant()} join; {(Is(word, "right") ? "join the tables the other way round, by 'left'" : "there are inner, left, semi and anti")}";

    private static bool Is(string? word, params ReadOnlySpan<string> words)
    {
        foreach (string other in words)
        {
            if (other.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
