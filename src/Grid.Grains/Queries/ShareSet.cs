using Grid.Query;

namespace Grid.Grains;

/// <summary>
/// The silos' shares of the groups of one question, as the query asks for them: each takes the groups of its part of the hashes, and what they come to is read
/// piece by piece, in order. For use within one grain's turns.
/// </summary>
/// <param name="grains">A share for each silo.</param>
/// <param name="specs">What each of them is.</param>
/// <param name="query">The run of the query.</param>
/// <param name="pool">Where pieces are merged.</param>
internal sealed class ShareSet(IReadOnlyList<IShareGrain> grains, IReadOnlyList<ShareSpec> specs, string query, ComputePool pool)
{
    private readonly int[] _steps = new int[grains.Count];
    private readonly SemaphoreSlim _reading = new(1);
    private readonly ShareReply[] _last = new ShareReply[grains.Count];
    private ShareReply[] _finished = [];
    private GroupShareMerge? _merge;
    private long[] _read = [];
    private long _next;
    private (long From, GroupByAnswer Groups)? _piece;

    private GroupByQuestion Question => (GroupByQuestion)specs[0].Question.Value;

    /// <summary>How many groups the answer has.</summary>
    public long Groups => Math.Min(_finished.Sum(reply => reply.Groups), Question.Limit ?? long.MaxValue);

    /// <summary>What is to be computed next, and for which shares; none where all groups are taken.</summary>
    public IReadOnlyList<(Encoded<Scan> Scan, int[] Shares)> Next
    {
        get
        {
            // Where one has to scale its products, all do, as figures are else not made in one way.
            bool isFar = _last.Any(reply => reply.IsFar) && !_last.All(reply => reply.IsFar);
            return isFar ? [(_last.First(reply => reply.IsFar).Next!, [.. Enumerable.Range(0, grains.Count)])]
                : [.. _last.Index().Where(reply => reply.Item.Next is not null).GroupBy(reply => reply.Item.Next!).Select(scan => (scan.Key, scan.Select(reply => reply.Index).ToArray()))];
        }
    }

    /// <summary>Has shares take their parts of a scan's groups.</summary>
    /// <param name="shares">Which.</param>
    /// <param name="number">The scan's number.</param>
    /// <param name="combiners">The keys of those who hold the groups.</param>
    /// <param name="sketch">In place of groups that are too heavy, how many there are about.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ShareLostException">A silo was lost.</exception>
    public async Task TakeAsync(IReadOnlyList<int> shares, int number, IReadOnlyList<string> combiners, AggregateState? sketch, CancellationToken cancellation)
    {
        bool isFar = _last.Any(reply => reply?.IsFar == true);
        await FanOut.RunAsync(
            shares.Count,
            async (i, end) => _last[shares[i]] = await StepAsync(shares[i], new ShareRequest(specs[shares[i]], _steps[shares[i]]++, query)
            {
                Number = number,
                Combiners = combiners,
                Sketch = sketch is null ? null : new Encoded<AggregateState>(sketch),
                IsFar = isFar,
            }, end),
            cancellation);
    }

    /// <summary>Has all shares finish what they have.</summary>
    /// <exception cref="ShareLostException">A silo was lost.</exception>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        long groups = _last.Sum(reply => reply.Groups);
        var first = (GroupByAnswer)_last[0].Types!.Value;
        Encoded<Answer> types = new(first with { Groups = [.. _last.SelectMany(reply => ((GroupByAnswer)reply.Types!.Value).Groups)] });
        var finished = new ShareReply[grains.Count];
        await FanOut.RunAsync(
            grains.Count,
            async (i, end) => finished[i] = await StepAsync(i, new ShareRequest(specs[i], _steps[i]++, query) { Types = types, Groups = groups }, end),
            cancellation);
        _finished = finished;
    }

    /// <summary>The groups of the answer from one on, as many as go into a message.</summary>
    /// <exception cref="ShareLostException">A silo was lost, and its groups with it.</exception>
    public async Task<GroupByAnswer> ReadAsync(long from, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (_piece is { } piece && piece.From == from)
                return piece.Groups;
            // Whoever goes back reads from the start again.
            if (_merge is null || from < _next)
                (_merge, _read, _next) = (new GroupShareMerge(Question, grains.Count), new long[grains.Count], 0);
            while (true)
            {
                long start = _next;
                var groups = await PieceAsync(_merge, cancellation);
                _next += groups.Groups.Count;
                if (from >= start && (from < _next || groups.Groups.Count == 0))
                {
                    var wanted = from == start ? groups : groups with { Groups = [.. groups.Groups.Skip((int)(from - start))] };
                    _piece = (from, wanted);
                    return wanted;
                }
            }
        }
        catch (Exception e) when (TransientFault.Is(e))
        {
            throw new ShareLostException();
        }
        catch
        {
            // What it has merged of a piece is not told.
            _merge = null;
            throw;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Ends all shares.</summary>
    public Task EndAsync(CancellationToken cancellation) => Task.WhenAll(grains.Select(grain => grain.EndAsync(cancellation))).SettledAsync();

    private async Task<GroupByAnswer> PieceAsync(GroupShareMerge merge, CancellationToken cancellation)
    {
        while (await MergeAsync(merge.Advance, cancellation) is { } dry)
        {
            if (await grains[dry].ReadAsync(_read[dry], cancellation) is not { } piece)
                throw new ShareLostException();
            var groups = (GroupByAnswer)piece.Value;
            _read[dry] += groups.Groups.Count;
            merge.Feed(dry, groups, _read[dry] >= _finished[dry].Groups);
        }
        return await MergeAsync(merge.Take, cancellation);
    }

    private Task<T> MergeAsync<T>(Func<T> work, CancellationToken cancellation) =>
        pool.RunAsync(_ => work(), ComputePriority.Question, cancellation, new WorkLabel(WorkKind.Merge, query));

    private async Task<ShareReply> StepAsync(int share, ShareRequest request, CancellationToken cancellation)
    {
        try
        {
            var reply = await LongPoll.UntilOverAsync<ShareReply>(_ => grains[share].StepAsync(request, cancellation));
            return reply.IsLost ? throw new ShareLostException() : reply;
        }
        catch (Exception e) when (TransientFault.Is(e))
        {
            throw new ShareLostException();
        }
    }
}
