namespace Grid.Hosting;

/// <summary>Folders that nobody but their owner may look into.</summary>
internal static class PrivateFolder
{
    private static readonly string[] Parts = ["cluster.json", FolderToken.Name, "logs", "members", "silos", "sockets", "state", "tables", "turn"];

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a folder its owner's alone, whether it is there or not.</summary>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        Directory.CreateDirectory(folder, OwnerOnly);
        File.SetUnixFileMode(folder, OwnerOnly);
    }

    /// <summary>Makes a cluster's folder, and what is in it its owner's alone. One that holds other things as well stays open to whom it was.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="parts">The folders in it.</param>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    public static void MakeCluster(string folder, params ReadOnlySpan<string> parts)
    {
        bool isOwn = !Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).All(entry => Parts.Contains(Path.GetFileName(entry)));
        if (isOwn)
            Make(folder);
        // To set what is set already is its owner's right alone.
        else if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder));
        foreach (string part in parts)
            Make(part);
    }

    /// <summary>Does what another user's folder may not allow.</summary>
    /// <exception cref="ClusterException">It does not.</exception>
    public static T Read<T>(string folder, Func<T> read)
    {
        try
        {
            // What may not be looked into looks as if it were empty.
            if (Directory.Exists(folder))
                _ = Directory.EnumerateFileSystemEntries(folder).Any();
            return read();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ClusterException($"the cluster's folder {folder} is another user's, or not open to you: name one of your own with --cluster.", e);
        }
    }
}
