using System.Text;
using Grid.Query;

namespace Grid.Dashboard;

/// <summary>The words of a line, as a shell would part them: at blanks outside of quotes, the quotes taken off.</summary>
internal static class AskWords
{
    /// <summary>The words.</summary>
    /// <exception cref="QuestionException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Of(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isWord = false;
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (isWord)
                    words.Add(word.ToString());
                word.Clear();
                isWord = false;
                continue;
            }
            isWord = true;
            if (quote == '\0' && c is '\'' or '"')
                quote = c;
            else if (c == quote)
                quote = '\0';
            else if (c == '\\' && quote != '\'' && i + 1 < line.Length && (quote == '\0' || line[i + 1] is '"' or '\\' or '$' or '`'))
                word.Append(line[++i]);
            else
                word.Append(c);
        }
        if (quote != '\0')
            throw new QuestionException($"the line has a {quote} that is not closed");
        if (isWord)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>A word as a shell takes it for one.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ',' or '/' or ':' or '=' or '@' or '+' or '%') ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
