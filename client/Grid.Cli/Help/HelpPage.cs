using System.Text;

namespace Grid.Cli;

/// <summary>The pages of <c>docs/</c> that the program carries: what stands there is what <c>grid help TOPIC</c> shows.</summary>
internal static class HelpPage
{
    /// <summary>The topics, and what each is about.</summary>
    public static IReadOnlyList<(string Name, string About)> Topics { get; } =
    [
        ("expressions", "what --where, --with, --by and --agg take: values, operators, functions, aggregates"),
        ("dates", "which dates and timestamps are read, how they are written, and --date-format"),
        ("joins", "what --join takes: kinds, keys, names, and which rows there are then"),
        ("preparation", "what --fill, --scale, --onehot and others do to a table before it is asked, and recipes"),
        ("parameters", "what --grid and --scoring of grid tune take: parameters of forests, and scores"),
    ];

    /// <summary>What the project's docs tell of besides the topics, by the names of their pages.</summary>
    public static IReadOnlyList<string> Docs { get; } = ["commands", "csv", "dashboard", "dask", "exactness", "figures", "fleet", "flight", "formats", "memory", "onnx", "orleans", "reports", "saving", "scale", "security", "tuning"];

    /// <summary>A topic's page; of a parameter of forests, the page that tells of it; null for what is neither, and for commands.</summary>
    public static string? Of(string word, IEnumerable<string> commands) =>
        Topics.Any(topic => topic.Name == word) ? Text(word)
        : !commands.Contains(word) && Markdown("parameters").Contains($"\n{word}  ", StringComparison.Ordinal) ? Text("parameters")
        : null;

    /// <summary>A page as it is written.</summary>
    public static string Markdown(string topic)
    {
        using var page = new StreamReader(typeof(HelpPage).Assembly.GetManifestResourceStream($"{topic}.md")!);
        return page.ReadToEnd();
    }

    /// <summary>A page for a terminal: without the marks of headings and code, examples indented.</summary>
    public static string Text(string topic)
    {
        var text = new StringBuilder();
        bool isExample = false;
        foreach (string line in Markdown(topic).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isExample = !isExample;
            else
                text.Append(isExample && line.Length > 0 ? "  " + line : isExample ? line : Plain(line)).Append(Environment.NewLine);
        }
        return text.ToString();
    }

    private static string Plain(string line)
    {
        if (line.StartsWith('#'))
            return line.TrimStart('#').Trim().ToUpperInvariant();
        return line.Replace("`", "", StringComparison.Ordinal);
    }
}
