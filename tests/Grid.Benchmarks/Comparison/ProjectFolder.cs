namespace Grid.Benchmarks;

/// <summary>The folder of this project in the clone that it was built from: its scripts are run from there, its results go there.</summary>
internal static class ProjectFolder
{
    /// <exception cref="PeerException">The program does not run from a clone.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string project = Path.Combine(folder.FullName, "tests", "Grid.Benchmarks");
            if (File.Exists(Path.Combine(folder.FullName, "Grid.sln")) && Directory.Exists(project))
                return project;
        }
        throw new PeerException("The benchmarks run from a clone: no folder above the program holds Grid.sln.");
    }
}
