using Grid.Query;

namespace Grid.Grains;

/// <summary>Takes, merges and finishes a silo's share of very many groups, a step at a time.</summary>
[Reentrant, PlacedOnNamedSilo]
public sealed class ShareGrain(ComputePool pool, ResidentServices resident) : Grain, IShareGrain
{
    private readonly CancellationTokenSource _end = new();
    private readonly HeldStates _held = new(resident.Residents, "a silo's share of the groups of a question");
    private int _step = -1;
    private Task<ShareReply>? _work;
    private GroupShare? _share;
    private GroupByAnswer? _answer;

    /// <inheritdoc/>
    public async Task<ShareReply> StepAsync(ShareRequest request, CancellationToken cancellation)
    {
        if (request.Step != _step)
        {
            // An activation that has not taken the steps before has lost what they took.
            if (request.Step != _step + 1)
                return new ShareReply { IsLost = true };
            _step = request.Step;
            _work = RunAsync(request);
        }
        var work = _work!;
        await work.WaitAsync(ChangeSignal.PollTimeout, cancellation).SettledAsync();
        cancellation.ThrowIfCancellationRequested();
        if (!work.IsCompleted)
            return new ShareReply();
        try
        {
            return await work;
        }
        catch (Exception e) when (e is ShareLostException || TransientFault.IsCutShort(e) || TransientFault.Is(e))
        {
            return new ShareReply { IsLost = true };
        }
        catch (Exception e)
        {
            return new ShareReply { Fault = Fault.From(e) };
        }
    }

    /// <inheritdoc/>
    public Task<Encoded<Answer>?> ReadAsync(long from, CancellationToken cancellation) =>
        Task.FromResult(_answer is null ? null : new Encoded<Answer>(GroupAnswerCodec.Piece(_answer, from)));

    /// <inheritdoc/>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await FreeAsync();
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => FreeAsync();

    private Task FreeAsync()
    {
        _held.Dispose();
        return _end.CancelAsync();
    }

    private async Task<ShareReply> RunAsync(ShareRequest request)
    {
        var parts = request.Types is not null ? [] : request.Sketch is { } sketch ? [sketch.Value] : await TakeAsync(request);
        var reply = await pool.RunAsync(end => Step(request, parts, end), ComputePriority.Question, _end.Token, new WorkLabel(WorkKind.Merge, request.Query));
        // What was taken stays, in another form, until it is an answer.
        if (_answer is not null)
            _held.Set(GroupAnswerCodec.BytesOf(_answer));
        return reply;
    }

    private async Task<IReadOnlyList<AggregateState>> TakeAsync(ShareRequest request)
    {
        var parts = new List<AggregateState>[request.Combiners.Count];
        await FanOut.RunAsync(
            parts.Length,
            async (i, end) =>
            {
                var combiner = GrainFactory.GetGrain<ICombinerGrain>(request.Combiners[i]);
                parts[i] = [];
                for (int? from = 0; from is not null;)
                {
                    var wanted = new PartRequest(request.Number, request.Share.Part, request.Share.Parts, from.Value);
                    var piece = await LongPoll.UntilOverAsync<PartReply>(_ => combiner.ReadPartAsync(wanted, end));
                    if (piece.IsLost)
                        throw new ShareLostException();
                    _held.Add(piece.State!.Value.Bytes);
                    parts[i].Add(piece.State.Value);
                    from = piece.Next;
                }
            },
            _end.Token);
        return [.. parts.SelectMany(p => p)];
    }

    private ShareReply Step(ShareRequest request, IReadOnlyList<AggregateState> parts, CancellationToken cancellation)
    {
        var (question, workers) = ((GroupByQuestion)request.Share.Question.Value, new PoolWorkers(pool, ComputePriority.Question, cancellation, new WorkLabel(WorkKind.Merge, request.Query)));
        var share = _share ??= GroupShare.Start(question, request.Share.Schema.Value, new GroupSharing(request.Share.Slices, request.Share.Keys));
        share.Workers = workers;
        if (request.Types is { } types)
        {
            _answer = share.Finish(((GroupByAnswer)types.Value).Groups, request.Groups);
            _share = null;
            return new ShareReply { IsDone = true, Groups = _answer.Groups.Count };
        }
        if (request.IsFar && !share.IsFar)
            share.StartFar();
        share.Accept(AggregateState.Merge(parts, workers));
        return share.NextScan is { } next
            ? new ShareReply { IsDone = true, Next = next, IsFar = share.IsFar }
            : new ShareReply { IsDone = true, IsFar = share.IsFar, Groups = share.Groups, Types = share.Types };
    }
}
