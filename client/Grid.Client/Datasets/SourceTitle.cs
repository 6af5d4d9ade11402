namespace Grid.Client;

/// <summary>What a table is called that is read from a path.</summary>
internal static class SourceTitle
{
    /// <summary>The file's or folder's name without extensions; null where that is no name as it stands in expressions.</summary>
    public static string? Of(string path)
    {
        string last = path.TrimEnd('/', '\\').Split('/', '\\')[^1];
        string title = last.Split('.')[0];
        return title.Length > 0 && (char.IsLetter(title[0]) || title[0] == '_') && title.All(c => char.IsLetterOrDigit(c) || c == '_') ? title : null;
    }
}
