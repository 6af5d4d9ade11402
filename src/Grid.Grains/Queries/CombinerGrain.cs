using Grid.Query;

namespace Grid.Grains;

/// <summary>Runs one scan at a time over the partitions of a silo, and merges their states in the order of the partitions.</summary>
[Reentrant, PlacedOnNamedSilo]
public sealed class CombinerGrain(ComputePool pool, ResidentServices resident) : Grain, ICombinerGrain
{
    private readonly CancellationTokenSource _end = new();
    private int _number = -1;
    private Task<Combined>? _work;
    private HeldStates? _held;
    private readonly Dictionary<PartRequest, Task<PartReply>> _pieces = [];
    private int _done;
    private int _skipped;
    private int _known;

    /// <inheritdoc/>
    public async Task<ScanReply> CombineAsync(CombineRequest request, int seen, CancellationToken cancellation)
    {
        if (_number != request.Scan.Number)
        {
            (_number, _done, _skipped, _known) = (request.Scan.Number, 0, 0, 0);
            _pieces.Clear();
            _work = RunAsync(request);
        }
        var work = _work!;
        long until = Environment.TickCount64 + (long)ChangeSignal.PollTimeout.TotalMilliseconds;
        do
        {
            await work.WaitAsync(ChangeSignal.PollInterval, cancellation).SettledAsync();
            cancellation.ThrowIfCancellationRequested();
        }
        while (!work.IsCompleted && _done <= seen && Environment.TickCount64 < until);
        if (!work.IsCompleted)
            return new ScanReply(null, _done);
        try
        {
            var (state, cut, isHeld) = await work;
            return new ScanReply(state, request.Partitions.Count) { Skipped = _skipped, Known = _known, Held = isHeld ? cut!.Groups : null };
        }
        catch (Exception e) when (TransientFault.IsCutShort(e))
        {
            await Task.Delay(ChangeSignal.PollInterval, cancellation);
            if (ReferenceEquals(_work, work) && !_end.IsCancellationRequested)
                _number = -1;
            return new ScanReply(null, 0);
        }
        catch (Exception e)
        {
            return new ScanReply(null, _done, Fault.From(e));
        }
    }

    /// <inheritdoc/>
    public async Task<PartReply> ReadPartAsync(PartRequest request, CancellationToken cancellation)
    {
        if (_number != request.Number || _work is not { IsCompletedSuccessfully: true } work || (await work).Cut is not { } cut)
            return new PartReply(null, null) { IsLost = true };
        if (!_pieces.TryGetValue(request, out var piece))
            _pieces[request] = piece = pool.RunAsync(_ => Piece(cut, request), ComputePriority.Question, _end.Token, new WorkLabel(WorkKind.Merge));
        await piece.WaitAsync(ChangeSignal.PollTimeout, cancellation).SettledAsync();
        cancellation.ThrowIfCancellationRequested();
        if (!piece.IsCompleted)
            return new PartReply(null, null);
        // One that is asked for again is made again.
        _pieces.Remove(request);
        try
        {
            return await piece;
        }
        catch (Exception e)
        {
            return new PartReply(null, null) { IsLost = TransientFault.IsCutShort(e), Fault = TransientFault.IsCutShort(e) ? null : Fault.From(e) };
        }
    }

    /// <inheritdoc/>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await FreeAsync();
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => FreeAsync();

    // How many partitions are asked at once that are to be brought in, for each thread.
    private const int AskedAtOnce = 4;

    private Task FreeAsync()
    {
        _held?.Dispose();
        return _end.CancelAsync();
    }

    private async Task<Combined> RunAsync(CombineRequest request)
    {
        // What was merged before has been taken.
        _held?.Dispose();
        var held = _held = new HeldStates(resident.Residents, $"what is merged for a question about '{PartitionKey.Parse(request.Partitions[0]).Dataset}'");
        try
        {
            var state = await (request.IsOnDemand ? FoldAsync(request, held) : CombineAsync(request, held));
            var cut = request.MostGroups is null ? null
                : await pool.RunAsync(_ => GroupCut.Of(state, request.Keys), ComputePriority.Question, _end.Token, Merging(request));
            // What is held is the cut alone.
            return cut is not null && cut.IsLarge(request.MostGroups!.Value) ? new Combined(cut.Sketch, cut, true) : new Combined(state, cut, false);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static PartReply Piece(GroupCut cut, PartRequest request)
    {
        var (state, next) = cut.Piece(request.Part, request.Parts, request.From);
        return new PartReply(state, next);
    }

    // Those that are in memory first; what is merged is let go of, as there is little room.
    private async Task<AggregateState> FoldAsync(CombineRequest request, HeldStates held)
    {
        string[] partitions = [.. request.Partitions.OrderByDescending(resident.Residents.HeldOf)];
        var fold = new StateFold(states => pool.RunAsync(
            end =>
            {
                resident.Care.Tend();
                return AggregateState.Merge(states, new PoolWorkers(pool, ComputePriority.Question, end, Merging(request)));
            },
            ComputePriority.Question, _end.Token, Merging(request)), held);
        await FanOut.RunAsync(partitions.Length, async (i, end) => await fold.AddAsync((await AskAsync(partitions[i], request.Scan, end)).Value), _end.Token, AskedAtOnce * pool.Threads);
        return await fold.FinishAsync();
    }

    private async Task<AggregateState> CombineAsync(CombineRequest request, HeldStates held)
    {
        var states = new Encoded<AggregateState>[request.Partitions.Count];
        await FanOut.RunAsync(
            states.Length,
            async (i, end) =>
            {
                states[i] = await AskAsync(request.Partitions[i], request.Scan, end);
                held.Add(states[i].Value.Bytes);
            },
            _end.Token);
        var merged = states is [{ Value.IsPending: false }] ? states[0].Value
            : await pool.RunAsync(end => Merge(states, new PoolWorkers(pool, ComputePriority.Question, end, Merging(request))), ComputePriority.Question, _end.Token, Merging(request));
        held.Set(merged.Bytes);
        return merged;
    }

    private async Task<Encoded<AggregateState>> AskAsync(string partition, ScanRequest scan, CancellationToken cancellation)
    {
        var grain = GrainFactory.GetGrain<IPartitionGrain>(partition);
        var reply = await LongPoll.UntilOverAsync<ScanReply>(_ => grain.ComputeAsync(scan, cancellation));
        (_done, _skipped, _known) = (_done + 1, _skipped + reply.Skipped, _known + reply.Known);
        return reply.State!;
    }

    private static WorkLabel Merging(CombineRequest request) => request.Scan.IsRehearsal ? default : new(WorkKind.Merge, request.Scan.Query);

    private static AggregateState Merge(Encoded<AggregateState>[] states, Workers workers) => AggregateState.Merge([.. states.Select(s => s.Value)], workers);

    /// <summary>What was merged, where it may be held here also cut, and whether it is: then the state is but a sketch.</summary>
    private sealed record Combined(AggregateState State, GroupCut? Cut, bool IsHeld);
}
