namespace Grid.Hosting;

/// <summary>
/// Lets the silos of a folder join one after the other: a silo that loses the race for the membership's next version waits for
/// seconds before it tries again. A turn is a file that is open in one process alone; a process that ends gives it up, and one that
/// hangs is waited for no longer than <paramref name="patience"/>.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="patience">How long others are waited for.</param>
internal sealed class JoinTurn(string file, TimeSpan patience) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private FileStream? _turn;

    public void Participate(ISiloLifecycle observer)
    {
        // The membership hears of a silo at its first stage and again when it becomes active.
        observer.Subscribe(nameof(JoinTurn), ServiceLifecycleStage.AfterRuntimeGrainServices - 1, TakeAsync, _ => EndAsync());
        observer.Subscribe(nameof(JoinTurn), ServiceLifecycleStage.Active, _ => EndAsync(), _ => EndAsync());
    }

    /// <summary>Waits for the turn.</summary>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        long until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        while (_turn is null && Environment.TickCount64 < until)
        {
            try
            {
                _turn = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(Pace, cancellation);
            }
        }
    }

    public void Dispose() => _turn?.Dispose();

    private Task EndAsync()
    {
        _turn?.Dispose();
        return Task.CompletedTask;
    }
}
