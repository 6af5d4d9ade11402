using Grid.Query;
using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>Answers one question: scan after scan, each to one combiner per silo, until the execution of the question is done.</summary>
[Reentrant]
public sealed class QueryGrain(ComputePool pool, WorkLog work, IGrainLocator locator, GridSiloOptions options, ILogger<QueryGrain> log) : Grain, IQueryGrain
{
    private readonly ChangeSignal _changes = new();
    private readonly CancellationTokenSource _end = new();
    private QueryStatus _status = new();
    private Task? _work;
    private bool _isCancelled;
    private bool _isRehearsal;
    private readonly HashSet<ICombinerGrain> _combiners = [];
    private string[] _partitions = [];
    private SiloShare[] _shares = [];
    private bool _isOnDemand;
    private int _skipped;
    private int _known;
    private GroupByAnswer? _groups;
    private ShareSet? _set;

    private string Key => this.GetPrimaryKeyString();

    private WorkLabel Merging => _isRehearsal ? default : new(WorkKind.Merge, $"{Key}/");

    /// <inheritdoc/>
    public async Task<QueryStatus> AskAsync(QueryRequest request, long version, CancellationToken cancellation)
    {
        _work ??= RunAsync(request);
        // The first ask waits for an answer or for progress, not for the news that it was asked.
        await _changes.WaitAsync(version == 0 ? 1 : version, ChangeSignal.PollTimeout, cancellation);
        return _status with { Version = _changes.Version };
    }

    /// <inheritdoc/>
    public async Task<Encoded<Answer>?> ReadGroupsAsync(long from, CancellationToken cancellation)
    {
        if (_set is not { } set || _work is not { IsCompleted: true })
            return _groups is null ? null : new Encoded<Answer>(GroupAnswerCodec.Piece(_groups, from));
        try
        {
            return new Encoded<Answer>(await set.ReadAsync(from, _end.Token));
        }
        catch (ShareLostException)
        {
            // Whoever asks again has them found anew.
            QueryLog.ShareLost(log, Key);
            if (ReferenceEquals(_set, set))
                (_work, _set, _status) = (null, null, new QueryStatus());
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task EndAsync(CancellationToken cancellation)
    {
        _isCancelled = true;
        await _end.CancelAsync();
        if (_work is not null)
            await _work;
        await EndCombinersAsync(cancellation);
        if (_set is not null)
            await _set.EndAsync(cancellation);
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _end.CancelAsync();

    private async Task RunAsync(QueryRequest request)
    {
        _isRehearsal = request.Rehearsed is not null;
        if (!_isRehearsal)
            work.Ask(Key, request);
        try
        {
            var answer = await GridTelemetry.QuestionAsync(request.Question.Value.GetType().Name, _isRehearsal, () => AnswerAsync(request));
            _groups = _set is null && answer is GroupByAnswer groups && !GroupAnswerCodec.IsSmall(groups) ? groups : null;
            _status = _groups is null ? _status with { Answer = answer } : _status with { Answer = GroupAnswerCodec.Piece(_groups, 0), Groups = _groups.Groups.Count };
            if (_set is { } set && answer is GroupByAnswer first && first.Groups.Count < set.Groups)
                _status = _status with { Groups = set.Groups };
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
        long until = Environment.TickCount64 + (long)TransientFault.Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return await AnswerOnceAsync(request);
            }
            catch (ShareLostException) when (Environment.TickCount64 < until)
            {
                QueryLog.ShareLost(log, Key);
                if (_set is { } lost)
                    _ = lost.EndAsync(CancellationToken.None);
                _set = null;
                await EndCombinersAsync(_end.Token);
                await Task.Delay(ChangeSignal.PollInterval, _end.Token);
            }
        }
    }

    private async Task<Answer> AnswerOnceAsync(QueryRequest request)
    {
        var dataset = GrainFactory.GetGrain<IDatasetGrain>(request.Dataset);
        var manifest = await dataset.GetManifestAsync(_end.Token);
        (_partitions, _isOnDemand) = (request.Rehearsed is { } one ? [one] : [.. manifest.Partitions.Select(p => p.Key)], manifest.IsOnDemand);
        _shares = await ShareAsync(_partitions);
        _status = _status with { Partitions = _partitions.Length };

        var schema = manifest.Schema.Value;
        bool travel = !Array.TrueForAll(_shares, share => share.IsHere);
        // Silos of another release may not know of shares.
        bool areShared = travel && locator.Silos.Select(silo => silo.Release).Distinct().Count() == 1;
        var execution = Execution.Start(request.Question.Value, schema, statesTravel: travel, areShared);
        var joins = JoinSources.Of(request.Question.Value.Transforms) is { } sources ? new Encoded<JoinSources>(sources) : null;
        // Partitions may still have what an activation asked for that was lost, and whose scans of the same numbers were others.
        string run = $"{Key}/{Guid.NewGuid():N}";
        while (execution.NextScan is { } scan)
        {
            var sharing = areShared ? execution.Sharing : null;
            // Of slices the first tells of the others: either all are shared or none.
            long most = sharing?.Slices > 1 ? 0 : Math.Max(1, options.MostGroupsTogether / Math.Max(1, _shares.Length));
            var states = await ScanAsync(new ScanRequest(run, _status.Scan, scan, joins) { IsRehearsal = _isRehearsal }, sharing, most);
            // Where some have but sketches, groups are too heavy for one scan, and the next ones find slices of them.
            if (sharing is not null && Array.Exists(states, state => state.Held is not null) && Array.TrueForAll(states, HasGroups))
                return await AnswerSharedAsync(request, manifest.Schema, sharing, run, joins, [.. states.Select(state => state.Combiner)]);
            await pool.RunAsync(end => Accept(execution, scan, states, schema, end), ComputePriority.Question, _end.Token, Merging);
        }
        return await pool.RunAsync(end => Finish(execution, end), ComputePriority.Question, _end.Token, Merging);
    }

    // No one place has all groups: each silo takes the share of a part of their hashes, and they are put together as they are read.
    private async Task<Answer> AnswerSharedAsync(QueryRequest request, Encoded<Columns.Schema> schema, GroupSharing sharing, string run, Encoded<JoinSources>? joins, string[] combiners)
    {
        string[] silos = [.. _shares.Select(share => share.Silo)];
        string name = Guid.NewGuid().ToString("N");
        var set = _set = new ShareSet(
            [.. silos.Select(silo => GrainFactory.GetGrain<IShareGrain>($"{silo}/{Key}/{name}"))],
            [.. silos.Select((_, i) => new ShareSpec(request.Question, schema, sharing.Slices, sharing.Keys, i, silos.Length))], run, pool);
        await set.TakeAsync([.. Enumerable.Range(0, silos.Length)], _status.Scan - 1, combiners, null, _end.Token);
        while (set.Next is [var (scan, takers), ..])
        {
            int number = _status.Scan;
            var states = await ScanAsync(new ScanRequest(run, number, scan, joins), sharing, 0);
            var sketch = Array.TrueForAll(states, HasGroups) ? null
                : await pool.RunAsync(end => AggregateState.Merge([.. states.Select(s => s.State.Value)], Workers.None), ComputePriority.Question, _end.Token, Merging);
            await set.TakeAsync(takers, number, [.. states.Select(state => state.Combiner)], sketch, _end.Token);
        }
        // They have been taken from.
        await EndCombinersAsync(_end.Token);
        await set.FinishAsync(_end.Token);
        return await set.ReadAsync(0, _end.Token);
    }

    private static bool HasGroups(SiloState state) => state.Held is not null || GroupCut.HasGroups(state.State.Value);

    private async Task<SiloState[]> ScanAsync(ScanRequest scan, GroupSharing? sharing, long mostGroups)
    {
        (_skipped, _known, _status) = (0, 0, _status with { Scan = _status.Scan + 1, PartitionsDone = 0 });
        var states = await ScatterAsync(scan, partitions => new CombineRequest(scan, partitions, _isOnDemand) { MostGroups = sharing is null ? null : mostGroups, Keys = sharing?.Keys ?? 0 });
        _status = _status with { PartitionsSkipped = _skipped, PartitionsKnown = _known };
        return states;
    }

    // Combiners of silos that are lost have ended with them.
    private async Task EndCombinersAsync(CancellationToken cancellation)
    {
        ICombinerGrain[] combiners = [.. _combiners];
        _combiners.Clear();
        await Task.WhenAll(combiners.Select(combiner => combiner.EndAsync(cancellation))).SettledAsync();
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
            .Select(silo => new SiloShare(GrainFactory.GetGrain<ICombinerGrain>($"{silo.Key}/{Key}/{sharing}"), [.. silo], silo.Key, silo.Key == locator.Silo)).ToArray();
        _combiners.UnionWith(shares.Select(share => share.Combiner));
        return shares;
    }

    // A silo that is lost loses the states of its partitions: they are computed again where those partitions are then.
    private async Task<SiloState[]> ScatterAsync(ScanRequest scan, Func<IReadOnlyList<string>, CombineRequest> requestOf)
    {
        var states = new List<SiloState>();
        int done = 0;
        // By time and not by attempts: one that is refused at once says nothing of how soon the silo is given up.
        long until = Environment.TickCount64 + (long)TransientFault.Patience.TotalMilliseconds;
        for (bool isFirst = true; ; isFirst = false)
        {
            var found = new SiloState?[_shares.Length];
            int before = done;
            await ScatterAsync(requestOf, _shares, found, now => Tell(before + now), lastAttempt: Environment.TickCount64 > until);
            states.AddRange(found.OfType<SiloState>());
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

    private async Task ScatterAsync(Func<IReadOnlyList<string>, CombineRequest> requestOf, SiloShare[] shares, SiloState?[] found, Action<int> tell, bool lastAttempt)
    {
        var done = new int[shares.Length];
        await FanOut.RunAsync(
            shares.Length,
            async (i, end) =>
            {
                var request = requestOf(shares[i].Partitions);
                try
                {
                    var last = await LongPoll.UntilOverAsync<ScanReply>(_ => shares[i].Combiner.CombineAsync(request, done[i], end), reply =>
                    {
                        done[i] = reply.Done;
                        if (!reply.IsOver)
                            tell(done.Sum());
                    });
                    (found[i], _skipped, _known) = (new SiloState(last.State!, last.Held, shares[i].Combiner.GetPrimaryKeyString()), _skipped + last.Skipped, _known + last.Known);
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

    private bool Accept(Execution execution, Scan scan, SiloState[] states, Grid.Columns.Schema schema, CancellationToken cancellation)
    {
        execution.Workers = new PoolWorkers(pool, ComputePriority.Question, cancellation, Merging);
        // A dataset without partitions is a table without rows.
        execution.Accept(states.Length == 0
            ? scan.Compute(new PartitionTable(schema, []), cancellation)
            : AggregateState.Merge([.. states.Select(s => s.State.Value)], execution.Workers));
        return true;
    }

    private Answer Finish(Execution execution, CancellationToken cancellation)
    {
        execution.Workers = new PoolWorkers(pool, ComputePriority.Question, cancellation, Merging);
        return execution.Finish();
    }

    /// <summary>The partitions that live on one silo, in the order of their rows, and the combiner beside them.</summary>
    private sealed record SiloShare(ICombinerGrain Combiner, IReadOnlyList<string> Partitions, string Silo, bool IsHere);

    /// <summary>What a silo has of a scan, and the combiner that may hold it.</summary>
    private sealed record SiloState(Encoded<AggregateState> State, long? Held, string Combiner);
}
