using Grid.Statistics;
using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>Answers one question: pass after pass, each to one combiner per silo, until the run of the question is done.</summary>
[Reentrant]
public sealed class QueryGrain(ComputePool pool, ILogger<QueryGrain> log) : Grain, IQueryGrain
{
    private readonly ChangeSignal _changes = new();
    private readonly CancellationTokenSource _end = new();
    private QueryStatus _status = new();
    private Task? _work;
    private SiloShare[] _shares = [];

    private string Key => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<QueryStatus> AskAsync(QueryRequest request, long version, CancellationToken cancellation)
    {
        _work ??= RunAsync(request);
        // The first ask waits for an answer or for progress, not for the news that it was asked.
        await _changes.WaitAsync(version == 0 ? 1 : version, ChangeSignal.Patience, cancellation);
        return _status with { Version = _changes.Version };
    }

    /// <inheritdoc/>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await _end.CancelAsync();
        if (_work is not null)
            await _work;
        await Task.WhenAll(_shares.Select(share => share.Combiner.EndAsync(cancellation)));
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _end.CancelAsync();

    private async Task RunAsync(QueryRequest request)
    {
        try
        {
            var manifest = await GrainFactory.GetGrain<IDatasetGrain>(request.Dataset).GetManifestAsync(_end.Token);
            _shares = [.. manifest.Partitions.GroupBy(p => p.Silo).Select(silo => new SiloShare(
                GrainFactory.GetGrain<ICombinerGrain>($"{silo.Key}/{Key}"), [.. silo.Select(p => p.Key)]))];
            _status = _status with { Partitions = manifest.Partitions.Count };

            var schema = manifest.Schema.Value;
            var run = QuestionRun.Start(request.Question.Value, schema);
            while (run.NextPass is { } pass)
            {
                _status = _status with { Pass = _status.Pass + 1, PartitionsDone = 0 };
                var partials = await ScatterAsync(new PassRequest(Key, _status.Pass, pass));
                await pool.RunAsync(end => Accept(run, pass, partials, schema, end), ComputePriority.Question, _end.Token);
            }
            _status = _status with { Answer = await pool.RunAsync(_ => run.Finish(), ComputePriority.Question, _end.Token) };
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

    private async Task<Encoded<Partial>[]> ScatterAsync(PassRequest pass)
    {
        var partials = new Encoded<Partial>[_shares.Length];
        var done = new int[_shares.Length];
        await FanOut.RunAsync(
            partials.Length,
            async (i, end) =>
            {
                var request = new CombineRequest(pass, _shares[i].Partitions);
                PassReply reply;
                do
                {
                    reply = await _shares[i].Combiner.CombineAsync(request, done[i], end);
                    if (reply.Fault is { } fault)
                        throw fault.ToException();
                    done[i] = reply.Done;
                    if (reply.Partial is null)
                    {
                        _status = _status with { PartitionsDone = done.Sum() };
                        _changes.Advance();
                    }
                }
                while (reply.Partial is null);
                partials[i] = reply.Partial;
            },
            _end.Token);
        return partials;
    }

    private static bool Accept(QuestionRun run, Pass pass, Encoded<Partial>[] partials, Arrow.Schema schema, CancellationToken cancellation)
    {
        // A dataset without partitions is a table without rows.
        var merged = partials.Length == 0 ? pass.Compute(new PartitionTable(schema, []), cancellation) : partials[0].Value;
        for (int i = 1; i < partials.Length; i++)
            merged = merged.Merge(partials[i].Value);
        run.Accept(merged);
        return true;
    }

    /// <summary>The partitions that live on one silo, in the order of their rows, and the combiner beside them.</summary>
    private sealed record SiloShare(ICombinerGrain Combiner, IReadOnlyList<string> Partitions);
}
