namespace Grid.Cli;

/// <summary>Tells datasets from files by what they are called.</summary>
internal static class DatasetName
{
    /// <summary>Whether a word is a path wherever datasets and files may stand.</summary>
    public static bool IsPath(string word) => word == "-" || word.IndexOfAny(['/', '\\', '*', '?', '.']) >= 0;

    /// <summary>Refuses a name that would be taken for a path.</summary>
    /// <param name="what">Where it stands.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="UsageException">It is none that a dataset can have.</exception>
    public static void Check(string what, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new UsageException($"{what}: expected the name of the dataset to be");
        if (IsPath(name))
            throw new UsageException($"{what} {name}: what holds one of / \\ * ? . is a path to --join, and no dataset's name{Meant(name)}");
    }

    private static string Meant(string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name.TrimEnd('/', '\\'));
        return stem.Length > 0 && !IsPath(stem) ? $"; call it {stem}" : "";
    }
}
