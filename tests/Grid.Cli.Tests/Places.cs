namespace Grid.Cli.Tests;

/// <summary>Where the files are that tests read.</summary>
internal static class Places
{
    /// <summary>The folder of the solution.</summary>
    public static string Repository { get; } = Up(AppContext.BaseDirectory);

    /// <summary>A file that the project carries.</summary>
    public static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    /// <summary>A file beside the project; the test is skipped where it is not there.</summary>
    public static string Shared(params string[] parts)
    {
        string path = Path.GetFullPath(Path.Combine([Repository, "..", "shared", .. parts]));
        Assert.SkipUnless(File.Exists(path), $"../shared/{string.Join('/', parts)} is not here.");
        return path;
    }

    private static string Up(string folder) =>
        File.Exists(Path.Combine(folder, "Grid.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Up(parent)
        : throw new InvalidOperationException("The tests run outside of the folder of Grid.sln.");
}
