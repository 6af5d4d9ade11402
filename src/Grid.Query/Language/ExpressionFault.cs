namespace Grid.Query;

/// <summary>Says where in an expression a fault is, in one line: <c>At character 17 of "a &gt; and b": expected a value, found 'and'.</c></summary>
internal static class ExpressionFault
{
    private const int Shown = 160;

    public static QuestionException At(string text, int position, string fault)
    {
        string place = position >= text.Length ? "at the end" : $"at character {position + 1 - text.Take(position).Count(char.IsLowSurrogate)}";
        string shown = text.ReplaceLineEndings(" ");
        if (shown.Length > Shown)
        {
            int from = Math.Clamp(position - Shown / 2, 0, shown.Length - Shown), to = from + Shown;
            // Not between the halves of one character.
            from -= char.IsLowSurrogate(shown[from]) && from > 0 ? 1 : 0;
            to += to < shown.Length && char.IsLowSurrogate(shown[to]) ? 1 : 0;
            shown = $"{(from > 0 ? "…" : "")}{shown[from..to]}{(to < shown.Length ? "…" : "")}";
        }
        return new QuestionException($"{place} of \"{shown}\": {Sentence(fault)}", text, position);
    }

    /// <summary>A fault as a sentence: a question has its mark already.</summary>
    public static string Sentence(string fault) => fault.EndsWith('?') ? fault : $"{fault}.";
}
