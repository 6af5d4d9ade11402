using System.Collections.Concurrent;

namespace Grid.LocalEngine;

/// <summary>
/// The directory of a cluster of processes: grains are here, or where the leader says. What it said is remembered until a
/// silo is gone, or replies that the grain is not there.
/// </summary>
internal sealed class ClusterDirectory(ClusterLinks links, GrainTypes types, IReferenceMaker references, LocalSilo? silo) : IGrainDirectory, ICallTarget
{
    private const int MostDeliveries = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<GrainId, string> _known = new();

    private ClusterView View => links.Membership.View;

    public ICallTarget Locate(GrainId grain) => silo?.Find(grain) ?? (ICallTarget)this;

    // Calls that are not for this process go by here; their way may have to be asked for.
    bool ICallTarget.TryDeliver(GrainCall call)
    {
        _ = DeliverAsync(call);
        return true;
    }

    /// <summary>The activation of a grain that this silo is to host; null when the grain is elsewhere.</summary>
    public async Task<Activation?> HostAsync(GrainId grain, CancellationToken cancellation)
    {
        if (silo!.Find(grain) is { } found)
            return found;
        return (await WhereAsync([grain], cancellation).ConfigureAwait(false))[0] == links.Self ? silo.Host(grain) : null;
    }

    /// <summary>Where grains are.</summary>
    /// <exception cref="SiloUnavailableException">Nobody is there who knows.</exception>
    public async Task<string[]> WhereAsync(IReadOnlyList<GrainId> grains, CancellationToken cancellation)
    {
        if (grains.Count > 0 && grains.All(grain => types.Class(grain.Type).Placement == GrainPlacement.NamedSilo))
            return [.. grains.Select(NamedSilo)];
        long until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        for (var view = View; ; view = links.Membership.Refresh())
        {
            try
            {
                var found = view.Leader is not { } leader ? null
                    : leader.Name == links.Self ? await silo!.Leader.LocateAsync(grains, links.Self).ConfigureAwait(false)
                    : await links.To(leader).LocateAsync(grains, cancellation).ConfigureAwait(false);
                if (found is not null)
                    return found;
                if (silo is null && view.Silos.Count == 0)
                    throw new SiloUnavailableException("The cluster has no silo left.", wasSent: false);
            }
            catch (SiloUnavailableException) when (view.Leader is not null && Environment.TickCount64 < until)
            {
                // Another is the leader in a moment.
            }
            if (silo is { Serves: false } || Environment.TickCount64 >= until)
                throw new SiloUnavailableException("Nobody in the cluster can tell where grains are.", wasSent: false);
            await Task.Delay(BetweenTries, cancellation).ConfigureAwait(false);
        }
    }

    private string NamedSilo(GrainId grain)
    {
        int slash = grain.Key.IndexOf('/', StringComparison.Ordinal);
        string name = slash < 0 ? "" : grain.Key[..slash];
        return View[name] is not null || links.Membership.Refresh()[name] is not null ? name
            : throw new SiloUnavailableException($"Silo '{name}', beside which {grain} would be, is gone.", wasSent: false);
    }

    private async Task DeliverAsync(GrainCall call)
    {
        try
        {
            if (call.Response.IsCompleted)
                return;
            if (call.Deliveries++ >= MostDeliveries)
                throw new SiloUnavailableException($"{call.Method.Name} of {call.Target} found no silo in {MostDeliveries} tries.", wasSent: false);
            if (!_known.TryGetValue(call.Target, out string? name) || View[name] is null)
            {
                name = (await WhereAsync([call.Target], CancellationToken.None).ConfigureAwait(false))[0];
                if (name != links.Self)
                    _known[call.Target] = name;
            }
            if (name == links.Self)
            {
                if (!silo!.Host(call.Target).TryDeliver(call))
                    silo.Deliver(call);
                return;
            }
            if ((View[name] ?? links.Membership.Refresh()[name]) is { } target)
                await SendAsync(call, links.To(target)).ConfigureAwait(false);
            else
                await AgainAsync(call).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            call.Fail(e);
        }
    }

    private async Task SendAsync(GrainCall call, RemoteSilo target)
    {
        using var message = new WireBuffer();
        WireProtocol.Write(message, call.Target);
        message.Write(call.Method.WireName);
        message.Write(call.TimeLeft.Ticks);
        call.Method.WriteArguments(message, call.Arguments);
        if (message.Written.Length > WireProtocol.LongestMessage)
        {
            throw new MessageSizeException(
                $"The arguments of {call.Method.Name} take {message.Written.Length >> 10} KiB, and messages end at {WireProtocol.LongestMessage >> 10} KiB: send less at a time.");
        }
        byte[] reply;
        var abandoned = new CancellationTokenSource();
        var registration = call.OnAbandoned(static source => ((CancellationTokenSource)source!).Cancel(), abandoned);
        try
        {
            reply = await target.CallAsync(message.Written, abandoned.Token).ConfigureAwait(false);
        }
        catch (SiloUnavailableException e) when (!e.WasSent || call.Method.ReadOnly)
        {
            await AgainAsync(call).ConfigureAwait(false);
            return;
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            registration.Unregister();
        }
        using var reader = WireProtocol.Reader(reply);
        switch ((ReplyKind)reader.ReadByte())
        {
            case ReplyKind.Answer:
                call.Answer(call.Method.ReadAnswer(reader, references));
                break;
            case ReplyKind.Exception:
                call.Fail(ExceptionCodec.Read(reader, references));
                break;
            default:
                await AgainAsync(call).ConfigureAwait(false);
                break;
        }
    }

    // Nothing was done where the call went; the first try again goes at once, the others wait until the cluster has settled.
    private async Task AgainAsync(GrainCall call)
    {
        _known.TryRemove(call.Target, out _);
        links.Membership.Refresh();
        if (call.Deliveries > 1)
            await Task.Delay(BetweenTries * call.Deliveries).ConfigureAwait(false);
        if (silo is not null)
            silo.Deliver(call);
        else
            await DeliverAsync(call).ConfigureAwait(false);
    }
}
