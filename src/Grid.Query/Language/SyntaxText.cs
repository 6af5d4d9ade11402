namespace Grid.Query;

/// <summary>Writes a call as it stood in its text.</summary>
internal static class SyntaxText
{
    /// <summary>From its name to the parenthesis that closes it, with blanks as they were.</summary>
    public static string Of(string text, CallSyntax call)
    {
        int depth = 0;
        char quote = '\0';
        for (int i = call.Position; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                continue;
            }
            if (c is '\'' or '"' or '`')
                quote = c;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ')' && depth == 0)
                return text[call.Position..(i + 1)];
        }
        return text[call.Position..];
    }
}
