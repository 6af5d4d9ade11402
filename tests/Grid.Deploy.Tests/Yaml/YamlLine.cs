namespace Grid.Deploy.Tests;

/// <summary>A line that says something: without its indent, its comment, and the space at its end.</summary>
internal readonly record struct YamlLine(int Number, int Indent, string Text)
{
    public bool IsItem => Text == "-" || Text.StartsWith("- ", StringComparison.Ordinal);

    public static IEnumerable<YamlLine> Of(string text)
    {
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string said = WithoutComment(line).TrimEnd();
            string bare = said.TrimStart(' ');
            if (bare.Length > 0)
                yield return new YamlLine(number, said.Length - bare.Length, bare);
        }
    }

    /// <summary>Where the key of a mapping ends; -1 where the line begins none.</summary>
    public int KeyEnd()
    {
        if ("[\"'!".Contains(Text[0]))
            return -1;
        int colon = Text.IndexOf(": ", StringComparison.Ordinal);
        return colon >= 0 ? colon : Text.EndsWith(':') ? Text.Length - 1 : -1;
    }

    private static string WithoutComment(string line)
    {
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            if (quote != '\0')
                quote = line[i] == quote ? '\0' : quote;
            else if (line[i] is '"' or '\'' && (i == 0 || line[i - 1] is ' ' or '[' or ','))
                quote = line[i];
            else if (line[i] == '#' && (i == 0 || line[i - 1] == ' '))
                return line[..i];
        }
        return line;
    }
}
