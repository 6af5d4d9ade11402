using Grid.Query;
using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>Answers one question: scan after scan, each to one combiner per silo, until the execution of the question is done.</summary>
[Reentrant]
public sealed class QueryGrain(ComputePool pool, WorkLog work, IGrainLocator locator, ILogger<QueryGrain> log) : Grain, IQueryGrain
{
    private readonly ChangeSignal _changes = new();
    private readonly CancellationTokenSource _end = new();
    private QueryStatus _status = new();
    private Task? _work;
    private bool _isCancelled;
    private readonly HashSet<ICombinerGrain> _combiners = [];
    private string[] _partitions = [];
    private SiloShare[] _shares = [];
    private bool _isOnDemand;
    private int _skipped;
    private int _known;
    private GroupByAnswer? _groups;

    private string Key => this.GetPrimaryKeyString();

    private WorkLabel Merging => new(WorkKind.Merge, $"{Key}/");

    /// <inheritdoc/>
    public async Task<QueryStatus> AskAsync(QueryRequest request, long version, CancellationToken cancellation)
    {
        _work ??= RunAsync(request);
        // The first ask waits for an answer or for progress, not for the news that it was asked.
        await _changes.WaitAsync(version == 0 ? 1 : version, ChangeSignal.PollTimeout, cancellation);
        return _status with { Version = _changes.Version };
    }

    /// <inheritdoc/>
    public Task<Encoded<Answer>?> ReadGroupsAsync(long from, CancellationToken cancellation) =>
        Task.FromResult(_groups is null ? null : new Encoded<Answer>(GroupAnswerCodec.Piece(_groups, from)));

    /// <inheritdoc/>
    public async Task EndAsync(CancellationToken cancellation)
    {
        _isCancelled = true;
        await _end.CancelAsync();
        if (_work is not null)
            await _work;
        // Combiners of silos that are lost have ended with them.
        await Task.WhenAll(_combiners.Select(combiner => combiner.EndAsync(cancellation))).SettledAsync();
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _end.CancelAsync();

    private async Task RunAsync(QueryRequest request)
    {
        work.Ask(Key, request);
        try
        {
            var answer = await GridTelemetry.QuestionAsync(request.Question.Value.GetType().Name, () => AnswerAsync(request));
            _groups = answer is GroupByAnswer groups && !GroupAnswerCodec.IsSmall(groups) ? groups : null;
            _status = _groups is null ? _status with { Answer = answer } : _status with { Answer = GroupAnswerCodec.Piece(_groups, 0), Groups = _groups.Groups.Count };
        }
        catch (Exception e) when (TransientFault.IsCutShort(e) && !_isCancelled)
        {
            // Its silo ends, and whoever asks again is answered by another activation.
            if (!_end.IsCancellationRequested)
            {
                await Task.Delay(ChangeSignal.PollInterval);
                _work = null;
            }
        }
        catch (Exception e)
        {
            var fault = Fault.From(e);
            if (fault.Kind == FaultKind.Internal)
                QueryLog.Failed(log, Key, e);
            _status = _status with { Fault = fault };
        }
        _changes.Advance();
    }

    private async Task<Answer> AnswerAsync(QueryRequest request)
    {
        var dataset = GrainFactory.GetGrain<IDatasetGrain>(request.Dataset);
        var manifest = await dataset.GetManifestAsync(_end.Token);
        (_partitions, _isOnDemand) = ([.. manifest.Partitions.Select(p => p.Key)], manifest.IsOnDemand);
        _shares = await ShareAsync(_partitions);
        _status = _status with { Partitions = manifest.Partitions.Count };

        var schema = manifest.Schema.Value;
        var execution = Execution.Start(request.Question.Value, schema, statesTravel: !Array.TrueForAll(_shares, share => share.IsHere));
        var joins = JoinSources.Of(request.Question.Value.Transforms) is { } sources ? new Encoded<JoinSources>(sources) : null;
        // Partitions may still have what an activation asked for that was lost, and whose scans of the same numbers were others.
        string run = $"{Key}/{Guid.NewGuid():N}";
        while (execution.NextScan is { } scan)
        {
            (_skipped, _known, _status) = (0, 0, _status with { Scan = _status.Scan + 1, PartitionsDone = 0 });
            var states = await ScatterAsync(new ScanRequest(run, _status.Scan, scan, joins));
            _status = _status with { PartitionsSkipped = _skipped, PartitionsKnown = _known };
            await pool.RunAsync(end => Accept(execution, scan, states, schema, end), ComputePriority.Question, _end.Token, Merging);
        }
        return await pool.RunAsync(end => Finish(execution, end), ComputePriority.Question, _end.Token, Merging);
    }

    // Partitions that share a silo share a combiner. Whenever they are shared out anew, be it by a later activation of this
    // grain, the combiners are others: what they merge differs.
    private async Task<SiloShare[]> ShareAsync(string[] partitions)
    {
        if (partitions.Length == 0)
            return [];
        var silos = await locator.LocateAsync<IPartitionGrain>(partitions, _end.Token);
        string sharing = Guid.NewGuid().ToString("N");
        var shares = partitions.Zip(silos).GroupBy(p => p.Second, p => p.First)
            .Select(silo => new SiloShare(GrainFactory.GetGrain<ICombinerGrain>($"{silo.Key}/{Key}/{sharing}"), [.. silo], silo.Key == locator.Silo)).ToArray();
        _combiners.UnionWith(shares.Select(share => share.Combiner));
        return shares;
    }

    // A silo that is lost loses the states of its partitions: they are computed again where those partitions are then.
    private async Task<Encoded<AggregateState>[]> ScatterAsync(ScanRequest scan)
    {
        var states = new List<Encoded<AggregateState>>();
        int done = 0;
        // By time and not by attempts: one that is refused at once says nothing of how soon the silo is given up.
        long until = Environment.TickCount64 + (long)TransientFault.Patience.TotalMilliseconds;
        for (bool isFirst = true; ; isFirst = false)
        {
            var found = new Encoded<AggregateState>?[_shares.Length];
            int before = done;
            await ScatterAsync(scan, _shares, found, now => Tell(before + now), lastAttempt: Environment.TickCount64 > until);
            states.AddRange(found.OfType<Encoded<AggregateState>>());
            var lost = _shares.Where((_, i) => found[i] is null).ToArray();
            done += _shares.Sum(share => share.Partitions.Count) - lost.Sum(share => share.Partitions.Count);
            if (lost.Length == 0)
            {
                // The scans to come go by what is true now.
                if (!isFirst)
                    _shares = await ShareAsync(_partitions);
                return [.. states];
            }
            QueryLog.SiloLost(log, Key, lost.Length);
            await Task.Delay(ChangeSignal.PollInterval, _end.Token);
            _shares = await ShareAsync([.. lost.SelectMany(share => share.Partitions)]);
        }
    }

    private async Task ScatterAsync(ScanRequest scan, SiloShare[] shares, Encoded<AggregateState>?[] found, Action<int> tell, bool lastAttempt)
    {
        var done = new int[shares.Length];
        await FanOut.RunAsync(
            shares.Length,
            async (i, end) =>
            {
                var request = new CombineRequest(scan, shares[i].Partitions, _isOnDemand);
                try
                {
                    var last = await LongPoll.UntilOverAsync<ScanReply>(_ => shares[i].Combiner.CombineAsync(request, done[i], end), reply =>
                    {
                        done[i] = reply.Done;
                        if (!reply.IsOver)
                            tell(done.Sum());
                    });
                    (found[i], _skipped, _known) = (last.State, _skipped + last.Skipped, _known + last.Known);
                }
                catch (Exception e) when (TransientFault.Is(e) && !lastAttempt)
                {
                    // Its partitions are asked again, elsewhere.
                }
            },
            _end.Token);
    }

    private void Tell(int done)
    {
        _status = _status with { PartitionsDone = done };
        _changes.Advance();
    }

    private bool Accept(Execution execution, Scan scan, Encoded<AggregateState>[] states, Grid.Columns.Schema schema, CancellationToken cancellation)
    {
        execution.Workers = new PoolWorkers(pool, ComputePriority.Question, cancellation, Merging);
        // A dataset without partitions is a table without rows.
        execution.Accept(states.Length == 0
            ? scan.Compute(new PartitionTable(schema, []), cancellation)
            : AggregateState.Merge([.. states.Select(s => s.Value)], execution.Workers));
        return true;
    }

    private Answer Finish(Execution execution, CancellationToken cancellation)
    {
        execution.Workers = new PoolWorkers(pool, ComputePriority.Question, cancellation, Merging);
        return execution.Finish();
    }

    /// <summary>The partitions that live on one silo, in the order of their rows, and the combiner beside them.</summary>
    private sealed record SiloShare(ICombinerGrain Combiner, IReadOnlyList<string> Partitions, bool IsHere);
}
