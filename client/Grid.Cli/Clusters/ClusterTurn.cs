using Grid.Sources;

namespace Grid.Cli;

/// <summary>The right to start and end the silos of a folder: one command has it at a time, until it is disposed of or its process ends.</summary>
internal sealed class ClusterTurn : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _file;

    private ClusterTurn(FileStream file) => _file = file;

    /// <summary>Takes it.</summary>
    /// <exception cref="UsageException">Another command has it.</exception>
    /// <exception cref="ClusterException">The folder cannot be written.</exception>
    public static ClusterTurn Take(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else if (!Directory.Exists(folder))
                Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(folder, e);
        }
        try
        {
            return new ClusterTurn(new FileStream(Path.Combine(folder, "turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw CannotWrite(folder, e);
        }
        catch (IOException)
        {
            throw new UsageException($"another 'grid up' or 'grid scale' is starting or ending silos in {folder}: wait for it, or name another folder with --cluster");
        }
    }

    public void Dispose() => _file.Dispose();

    private static ClusterException CannotWrite(string folder, Exception e) =>
        new($"the cluster's folder {folder} cannot be written: {SystemFault.WhyNotMade(e)}; name one of your own with --cluster, or allow it", e);
}
