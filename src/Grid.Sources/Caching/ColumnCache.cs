namespace Grid.Sources;

/// <summary>
/// Keeps on local disk the columns that a process has read and cannot hold, compressed, within a bound of bytes: in a folder of the process's
/// own, which goes with it. What a process that was killed has left behind, the next one that uses the same place removes.
/// </summary>
public sealed class ColumnCache : IDisposable
{
    // For how long nothing is written after something could not be, in milliseconds: a disk that is full is so for a while.
    private const long PauseAfterFault = 10_000;

    private readonly string? _place;
    private readonly Lock _gate = new();
    private CacheFolder? _folder;
    private long _bound;
    private long _used;
    private long _files;
    private long _pausedUntil;
    private bool _ended;

    /// <summary>Makes a cache, of which nothing is on the disk before it is used.</summary>
    /// <param name="place">The folder in which the process's own is made; null for no cache.</param>
    /// <param name="bound">Bytes that it may take; null for half of what the disk has free when it is first used.</param>
    public ColumnCache(string? place, long? bound = null)
    {
        (_place, _bound) = (place is null ? null : Path.GetFullPath(place), bound ?? -1);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Where caches are unless said otherwise: the user's folder for what can be made again.</summary>
    public static string UsualPlace => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named && Path.IsPathFullyQualified(named) ? named
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? Path.Combine(home, ".cache") : Path.GetTempPath(),
        "grid");

    /// <summary>The folder in which the process's own is made; null for no cache.</summary>
    public string? Place => _place;

    /// <summary>Bytes that it takes on the disk.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Why something could not be kept, of late; null where all could.</summary>
    public string? Fault { get; private set; }

    /// <summary>The process's own folder; null while nothing was kept.</summary>
    internal string? Folder => _folder?.Path;

    /// <summary>How a file is opened to be written.</summary>
    internal Func<string, Stream> Open { get; init; } =
        path => new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Makes sure that a cache can be kept in a folder.</summary>
    /// <exception cref="OutputException">It cannot: the message says why, and what to do.</exception>
    public static void Check(string place) => OutputFolder.Check(place);

    /// <summary>Removes what processes that were killed have left behind; making a folder of its own does so as well.</summary>
    public void Sweep()
    {
        if (Directory.Exists(_place))
            TryDelete(() => CacheFolder.Sweep(_place));
    }

    /// <summary>A file for the columns of a partition; null where nothing is kept.</summary>
    public CacheFile? NewFile()
    {
        lock (_gate)
        {
            if (_place is null || _ended || Environment.TickCount64 < _pausedUntil)
                return null;
            try
            {
                _folder ??= CacheFolder.Make(_place);
                if (_bound < 0)
                    _bound = new DriveInfo(_folder.Path).AvailableFreeSpace / 2;
                return new CacheFile(this, System.IO.Path.Combine(_folder.Path, $"{_files++}.columns"));
            }
            catch (Exception e) when (SystemFault.Is(e) || e is ArgumentException)
            {
                Failed(e);
                return null;
            }
        }
    }

    /// <summary>Deletes all of it.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        lock (_gate)
        {
            _ended = true;
            _folder?.Dispose();
            _folder = null;
        }
    }

    internal Stream OpenToWrite(string path) =>
        Environment.TickCount64 < Interlocked.Read(ref _pausedUntil) ? throw new IOException(Fault) : Open(path);

    internal bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= Interlocked.Read(ref _bound))
            return true;
        Give(bytes);
        return false;
    }

    internal void Give(long bytes) => Interlocked.Add(ref _used, -bytes);

    internal void Failed(Exception e)
    {
        if (Environment.TickCount64 < Interlocked.Read(ref _pausedUntil))
            return;
        Fault = SystemFault.Say(e);
        Interlocked.Exchange(ref _pausedUntil, Environment.TickCount64 + PauseAfterFault);
    }

    internal static void TryDelete(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception e) when (SystemFault.Is(e))
        {
            // The next process of the same user does it.
        }
    }

    // A command ends without ending its silo.
    private void OnExit(object? sender, EventArgs e) => Dispose();
}
