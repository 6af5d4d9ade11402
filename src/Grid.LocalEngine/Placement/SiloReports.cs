using System.Collections.Concurrent;

namespace Grid.LocalEngine;

/// <summary>Tells the leader which grains of a silo have ended, and how much the others hold, in small messages now and then.</summary>
internal sealed class SiloReports(LocalSilo silo, ClusterLinks links) : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<GrainId> _ended = new();
    private Timer? _timer;
    private int _reporting;

    /// <summary>Reports from now on, once the silo is a member.</summary>
    public void Start() => _timer = new Timer(_ => _ = ReportAsync(), null, Between, Between);

    /// <summary>An activation is gone.</summary>
    public void Ended(GrainId grain) => _ended.Enqueue(grain);

    /// <summary>Tells the leader at once that a grain ends.</summary>
    public Task TellEndAsync(GrainId grain) => TellAsync([grain], []);

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ReportAsync()
    {
        if (Interlocked.Exchange(ref _reporting, 1) == 1)
            return;
        try
        {
            var ended = new HashSet<GrainId>();
            while (_ended.TryDequeue(out var grain))
                ended.Add(grain);
            ended.RemoveWhere(grain => silo.Find(grain) is not null);
            var held = silo.HeldData();
            if (ended.Count > 0 || held.Length > 0)
                await TellAsync(ended, held).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _reporting, 0);
        }
    }

    private async Task TellAsync(IReadOnlyCollection<GrainId> ended, (GrainId Grain, long Bytes)[] held)
    {
        try
        {
            if (links.Membership.View.Leader is not { } leader)
                return;
            if (leader.Name == silo.Name)
                silo.Leader.Take(silo.Name, ended, held);
            else
                await links.To(leader).ReportAsync(ended, held).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SiloUnavailableException or ClusterException or ObjectDisposedException)
        {
            // A leader that is gone has a successor, which gathers what there is by itself.
        }
    }
}
