namespace Grid.Query;

/// <summary>Lists within one argument: <c>sum(a),in_range(b, 1)</c>.</summary>
public static class ListText
{
    /// <summary>The parts between the commas that stand outside of parentheses, brackets and quotes; blanks around them are dropped.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var parts = new List<string>();
        int start = 0, depth = 0;
        char quote = '\0';
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : ',';
            if (i == text.Length || (c == ',' && depth <= 0 && quote == '\0'))
            {
                string part = text[start..i].Trim();
                if (part.Length > 0)
                    parts.Add(part);
                start = i + 1;
            }
            else if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"' or '`')
            {
                quote = c;
            }
            else
            {
                depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            }
        }
        return parts;
    }
}
