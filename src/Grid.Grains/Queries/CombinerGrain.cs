using Grid.Query;

namespace Grid.Grains;

/// <summary>Runs one pass at a time over the partitions of a silo, and merges their partials in the order of the partitions.</summary>
[Reentrant, PlacedOnNamedSilo]
public sealed class CombinerGrain(ComputePool pool) : Grain, ICombinerGrain
{
    private readonly CancellationTokenSource _end = new();
    private int _number = -1;
    private Task<Partial>? _work;
    private int _done;

    /// <inheritdoc/>
    public async Task<PassReply> CombineAsync(CombineRequest request, int seen, CancellationToken cancellation)
    {
        if (_number != request.Pass.Number)
        {
            (_number, _done) = (request.Pass.Number, 0);
            _work = RunAsync(request);
        }
        var work = _work!;
        long until = Environment.TickCount64 + (long)ChangeSignal.Patience.TotalMilliseconds;
        do
        {
            await work.WaitAsync(ChangeSignal.Pace, cancellation).SettledAsync();
            cancellation.ThrowIfCancellationRequested();
        }
        while (!work.IsCompleted && _done <= seen && Environment.TickCount64 < until);
        if (!work.IsCompleted)
            return new PassReply(null, _done);
        try
        {
            return new PassReply(await work, request.Partitions.Count);
        }
        catch (Exception e) when (TransientFault.IsCutShort(e))
        {
            await Task.Delay(ChangeSignal.Pace, cancellation);
            if (ReferenceEquals(_work, work) && !_end.IsCancellationRequested)
                _number = -1;
            return new PassReply(null, 0);
        }
        catch (Exception e)
        {
            return new PassReply(null, _done, Fault.From(e));
        }
    }

    /// <inheritdoc/>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await _end.CancelAsync();
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _end.CancelAsync();

    private async Task<Partial> RunAsync(CombineRequest request)
    {
        var partials = new Encoded<Partial>[request.Partitions.Count];
        await FanOut.RunAsync(partials.Length, async (i, end) => partials[i] = await AskAsync(request.Partitions[i], request.Pass, end), _end.Token);
        return partials.Length == 1 ? partials[0].Value
            : await pool.RunAsync(_ => MergeInOrder(partials), ComputePriority.Question, _end.Token);
    }

    private async Task<Encoded<Partial>> AskAsync(string partition, PassRequest pass, CancellationToken cancellation)
    {
        var grain = GrainFactory.GetGrain<IPartitionGrain>(partition);
        PassReply reply;
        do
        {
            reply = await AskAgain.UntilAnsweredAsync(() => grain.ComputeAsync(pass, cancellation), cancellation);
            if (reply.Fault is { } fault)
                throw fault.ToException();
        }
        while (reply.Partial is null);
        _done++;
        return reply.Partial;
    }

    private static Partial MergeInOrder(Encoded<Partial>[] partials)
    {
        // In pairs, and pairs of pairs: what is long is merged a few times, and not once for each partition that comes after it.
        for (int step = 1; step < partials.Length; step *= 2)
        {
            for (int i = 0; i + step < partials.Length; i += 2 * step)
                (partials[i], partials[i + step]) = (partials[i].Value.Merge(partials[i + step].Value), null!);
        }
        return partials[0].Value;
    }
}
