namespace Grid.Sources;

/// <summary>A folder of a process's own, its owner's alone, with a file that the process has open for as long as it lives.</summary>
internal sealed class CacheFolder : IDisposable
{
    private const string Prefix = "grid-cache-";
    private const string Mark = "in-use";
    private const int Attempts = 3;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // What is so young may be about to be marked.
    private static readonly TimeSpan Youth = TimeSpan.FromMinutes(1);

    private readonly FileStream _mark;

    private CacheFolder(string path, FileStream mark) => (Path, _mark) = (path, mark);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes one, and removes those whose process is gone.</summary>
    /// <param name="place">Where; made where it is not there.</param>
    /// <exception cref="IOException">It cannot be made; <see cref="UnauthorizedAccessException"/> where that is not allowed.</exception>
    public static CacheFolder Make(string place)
    {
        if (!Directory.Exists(place))
            MakePrivate(place);
        Sweep(place);
        for (int attempt = 1; ; attempt++)
        {
            string path = System.IO.Path.Combine(place, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
            MakePrivate(path);
            try
            {
                return new CacheFolder(path, OpenMark(path, FileMode.CreateNew));
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another process has taken it for one that was left behind.
            }
        }
    }

    /// <summary>Removes those whose process is gone.</summary>
    public static void Sweep(string place)
    {
        foreach (string folder in Directory.EnumerateDirectories(place, Prefix + "*"))
        {
            ColumnCache.TryDelete(() =>
            {
                if (!File.Exists(System.IO.Path.Combine(folder, Mark)))
                {
                    if (DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) < Youth)
                        return;
                }
                else
                {
                    // One that is in use cannot be opened.
                    using var mark = OpenMark(folder, FileMode.Open);
                }
                Directory.Delete(folder, recursive: true);
            });
        }
    }

    /// <summary>Deletes it.</summary>
    public void Dispose()
    {
        _mark.Dispose();
        ColumnCache.TryDelete(() => Directory.Delete(Path, recursive: true));
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly);
    }

    private static FileStream OpenMark(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, Mark), mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
}
