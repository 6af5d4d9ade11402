namespace Grid.Hosting.Tests;

/// <summary>Files of the tree that these tests were built in.</summary>
internal static class Tree
{
    private static readonly string s_root = Up(AppContext.BaseDirectory);

    /// <summary>The text of a file, with line feeds.</summary>
    /// <param name="path">From the folder of the solution.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(s_root, path)).ReplaceLineEndings("\n");

    private static string Up(string folder) =>
        File.Exists(Path.Combine(folder, "Grid.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Up(parent)
        : throw new InvalidOperationException("The tests run outside of the folder of Grid.sln.");
}
