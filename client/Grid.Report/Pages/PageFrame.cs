namespace Grid.Report;

/// <summary>What every page is in: its style, and that it may load nothing.</summary>
internal static class PageFrame
{
    /// <summary>How every page starts, by which a file is known for one.</summary>
    public const string Start = "<!DOCTYPE html>\n<!-- A report by Grid -->\n";

    private static readonly Lazy<string> s_style = new(() =>
    {
        using var reader = new StreamReader(typeof(PageFrame).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    });

    public static string Of(string title, Markup body) => Start + Markup.Of(
        $"""
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{title}</title><style>{new Markup(s_style.Value)}</style></head>
        <body><main>{body}</main><footer>Made by Grid. Every figure is exact.</footer></body></html>
        """).Html;
}
