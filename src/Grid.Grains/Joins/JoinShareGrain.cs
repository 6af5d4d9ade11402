using Grid.Query;

namespace Grid.Grains;

/// <summary>Gives the rows of a share of the other side of a join, which its silo holds, to the partitions that join with them.</summary>
[Reentrant, PlacedOnNamedSilo]
public sealed class JoinShareGrain(ComputePool pool, JoinShares shares) : Grain, IJoinShareGrain
{
    private readonly CancellationTokenSource _end = new();
    private readonly WorkUnderWay<string, string> _reserving = new();
    private readonly WorkUnderWay<string, JoinShareRows> _readers = new();

    private string Key => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<JoinShareReply> ReserveAsync(JoinShareSpec spec, CancellationToken cancellation)
    {
        try
        {
            string? id = await _reserving.TakeAsync(Key, end => shares.ReserveAsync(Key, spec, end), _end.Token, cancellation);
            if (id is not null)
                _reserving.Forget(Key);
            return new JoinShareReply { IsDone = id is not null, Id = id };
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return IsLoss(e) ? new JoinShareReply { IsLost = true } : new JoinShareReply { Fault = Fault.From(e) };
        }
    }

    /// <inheritdoc/>
    public async Task<JoinShareReply> ReadAsync(JoinShareSpec spec, CancellationToken cancellation)
    {
        try
        {
            var (share, id) = await shares.ReadAsync(Key, spec, ChangeSignal.PollTimeout, cancellation);
            return new JoinShareReply { IsDone = share is not null, Id = id, Most = share?.Most ?? 0 };
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return IsLoss(e) ? new JoinShareReply { IsLost = true } : new JoinShareReply { Fault = Fault.From(e) };
        }
    }

    /// <inheritdoc/>
    public async Task<JoinRowsReply> FindAsync(JoinRowsRequest request, CancellationToken cancellation)
    {
        try
        {
            return await shares.UseAsync(Key, share => FindAsync(share, request, cancellation)) ?? new JoinRowsReply(null, false) { IsLost = true };
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return IsLoss(e) ? new JoinRowsReply(null, false) { IsLost = true } : new JoinRowsReply(null, false) { Fault = Fault.From(e) };
        }
    }

    /// <inheritdoc/>
    public Task EndAsync(string id, CancellationToken cancellation)
    {
        shares.End(id);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _end.CancelAsync();
        await _reserving.EndAsync();
        await _readers.EndAsync();
    }

    private static bool IsLoss(Exception exception) => TransientFault.IsCutShort(exception) || TransientFault.Is(exception);

    private async Task<JoinRowsReply> FindAsync(JoinShare share, JoinRowsRequest request, CancellationToken cancellation)
    {
        var found = await _readers.TakeAsync(
            request.Reader, end => pool.RunAsync(stop => share.Find(request.Keys.Value, stop), ComputePriority.Question, end, Finding), _end.Token, cancellation);
        if (found is null)
            return new JoinRowsReply(null, false);
        var (rows, isLast) = await pool.RunAsync(_ => found.From(request.FirstRow, BytesChunk.Size / 2), ComputePriority.Question, cancellation, Finding);
        if (isLast)
            _readers.Forget(request.Reader);
        return new JoinRowsReply(rows, isLast);
    }

    private static WorkLabel Finding => new(WorkKind.Merge);
}
