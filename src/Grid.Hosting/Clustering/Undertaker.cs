namespace Grid.Hosting;

/// <summary>
/// Gives up, while a silo joins, those that have not said for long that they are alive. A silo that joins wants an answer of all that
/// are there; where all were killed at once, there may be too few of the living to vote them dead. The last silo that ends takes the
/// rows of the dead with it. On several machines, whose clocks may be off, a silo is watched for as long as others wait for it (<see cref="AliveWatch"/>),
/// and the one that joins waits for that; the silos of a folder have one clock.
/// </summary>
internal sealed class Undertaker(IMembershipTable table, IClusterMembershipService membership, ILocalSiloDetails self, GridClusterOptions cluster, ILogger<Undertaker> log)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How often a silo says that it is alive.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(4);

    /// <summary>How often it may fail to.</summary>
    public const int Missed = 2;

    /// <summary>For how long others wait for a silo that does not say that it is alive.</summary>
    public static readonly TimeSpan Limit = (Missed + 1) * Pace;

    private readonly AliveWatch _watch = new(TimeProvider.System);
    private readonly TaskCompletionSource _judged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private Task _work = Task.CompletedTask;

    public void Participate(ISiloLifecycle observer)
    {
        observer.Subscribe(nameof(Undertaker), ServiceLifecycleStage.AfterRuntimeGrainServices, _ =>
        {
            _work = Task.Run(RunAsync, CancellationToken.None);
            return Task.CompletedTask;
        });
        // By the next stage there is nobody left of whom it is not known whether he lives; where the table cannot be read, that is another's to say.
        observer.Subscribe(nameof(Undertaker), ServiceLifecycleStage.ApplicationServices, cancellation =>
            _judged.Task.WaitAsync(2 * Limit, cancellation).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
        observer.Subscribe(nameof(Undertaker), ServiceLifecycleStage.Active, _ => EndAsync(), _ => EndAsync());
    }

    public void Dispose() => _end.Dispose();

    /// <summary>Leaves the table as it was before the first silo joined, where all have ended; otherwise the others still go by its rows.</summary>
    public async Task SweepAsync()
    {
        try
        {
            MembershipEntry[] rows = [.. (await table.ReadAllAsync(CancellationToken.None)).Members.Select(row => row.Item1)];
            // A silo that joins just now says that it is alive later than any of those did.
            if (rows.Length > 0 && rows.All(row => row.Status == SiloStatus.Dead))
                await table.CleanupDefunctSiloEntriesAsync(rows.Max(row => row.IAmAliveTime).AddMilliseconds(1));
        }
        catch (Exception e)
        {
            EngineLog.RowsLeft(log, e);
        }
    }

    private async Task RunAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                bool isJudged = true;
                foreach (var (row, _) in (await table.ReadAllAsync(CancellationToken.None)).Members.Where(member => IsOfInterest(member.Item1)))
                {
                    bool isLate = IsLate(row, DateTime.UtcNow), isGone = cluster.Fleet is null ? isLate : _watch.SilentFor(row.SiloAddress, row.IAmAliveTime) > Limit;
                    if (isGone)
                        await membership.TryKill(row.SiloAddress);
                    isJudged &= !isLate || isGone || _watch.HasSpoken(row.SiloAddress);
                }
                if (isJudged)
                    _judged.TrySetResult();
            }
            catch (Exception e)
            {
                // A table that cannot be read now is read again.
                EngineLog.TableNotRead(log, e);
            }
            await Task.Delay(Pace / 4, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool IsOfInterest(MembershipEntry row) =>
        row.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping && !row.SiloAddress.Equals(self.SiloAddress);

    // By this machine's clock.
    private static bool IsLate(MembershipEntry row, DateTime now) => row.IAmAliveTime < now - Limit && row.StartTime < now - Limit;

    private async Task EndAsync()
    {
        await _end.CancelAsync();
        await _work;
    }
}
