namespace Grid.Deploy.Tests;

/// <summary>Where the files are that are tested here.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Grid.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of a file, from its path in the repository.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(PathOf(path));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Grid.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Grid.sln.");
    }
}
