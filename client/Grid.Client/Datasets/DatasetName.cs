namespace Grid.Client;

/// <summary>What datasets may be called: nothing that is a path where datasets and files may stand, and what a line of text can show.</summary>
internal static class DatasetName
{
    /// <summary>Whether a word is a path wherever datasets and files may stand.</summary>
    public static bool IsPath(string word) => word == "-" || word.IndexOfAny(['/', '\\', '*', '?', '.']) >= 0;

    /// <summary>Why a dataset cannot have a name; null where it can.</summary>
    public static string? Fault(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name == "-")
            return "expected the name of the dataset to be";
        if (name.Any(char.IsControl))
            return "line breaks and other control characters are in no dataset's name";
        return IsPath(name) ? $"what holds one of / \\ * ? . is a path to --join, and no dataset's name{Meant(name)}" : null;
    }

    /// <summary>Refuses a name that no dataset can have.</summary>
    /// <exception cref="DatasetException">It is one.</exception>
    public static void Check(string? name)
    {
        if (Fault(name) is { } fault)
            throw new DatasetException($"{(string.IsNullOrWhiteSpace(name) ? "" : $"{name}: ")}{fault}.");
    }

    private static string Meant(string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name.TrimEnd('/', '\\'));
        return stem.Length > 0 && Fault(stem) is null ? $"; call it {stem}" : "";
    }
}
