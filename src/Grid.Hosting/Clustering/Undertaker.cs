namespace Grid.Hosting;

/// <summary>
/// Gives up, while a silo joins, those that have not said for long that they are alive. A silo that joins wants an answer of all that
/// are there; where all were killed at once, there may be too few of the living to vote them dead. The last silo that ends takes the
/// rows of the dead with it.
/// </summary>
internal sealed class Undertaker(IMembershipTable table, IClusterMembershipService membership, ILocalSiloDetails self, ILogger<Undertaker> log)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How often a silo says that it is alive.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(4);

    /// <summary>How often it may fail to.</summary>
    public const int Missed = 2;

    /// <summary>For how long others wait for a silo that does not say that it is alive.</summary>
    public static readonly TimeSpan Limit = (Missed + 1) * Pace;

    private readonly CancellationTokenSource _end = new();
    private Task _work = Task.CompletedTask;

    public void Participate(ISiloLifecycle observer)
    {
        observer.Subscribe(nameof(Undertaker), ServiceLifecycleStage.AfterRuntimeGrainServices, _ =>
        {
            _work = Task.Run(RunAsync, CancellationToken.None);
            return Task.CompletedTask;
        });
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
                foreach (var (row, _) in (await table.ReadAllAsync(CancellationToken.None)).Members)
                {
                    if (IsGone(row, DateTime.UtcNow))
                        await membership.TryKill(row.SiloAddress);
                }
            }
            catch (Exception e)
            {
                // A table that cannot be read now is read again.
                EngineLog.TableNotRead(log, e);
            }
            await Task.Delay(Pace / 4, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool IsGone(MembershipEntry row, DateTime now)
    {
        var latest = now - Limit;
        return row.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping
            && !row.SiloAddress.Equals(self.SiloAddress) && row.IAmAliveTime < latest && row.StartTime < latest;
    }

    private async Task EndAsync()
    {
        await _end.CancelAsync();
        await _work;
    }
}
