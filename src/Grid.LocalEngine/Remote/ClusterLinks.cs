using System.Collections.Concurrent;
using System.Net;

namespace Grid.LocalEngine;

/// <summary>The ways from one process to the silos of its cluster: HTTP/2 without encryption, on loopback.</summary>
internal sealed class ClusterLinks : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RemoteSilo> _silos = new();
    private readonly HttpMessageInvoker _http;

    public ClusterLinks(Membership membership, string secret, string? self)
    {
        (Membership, Secret, Self) = (membership, secret, self);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = 1 << 20,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
        });
        membership.Changed += (_, now) =>
        {
            foreach (var (name, silo) in _silos)
            {
                if (now[name] is null && _silos.TryRemove(name, out RemoteSilo? _))
                    silo.GiveUp();
            }
        };
    }

    /// <summary>Who is there.</summary>
    public Membership Membership { get; }

    /// <summary>Shows that this process may read the cluster's folder.</summary>
    public string Secret { get; }

    /// <summary>The silo of this process; null in a client.</summary>
    public string? Self { get; }

    /// <summary>The way to a silo.</summary>
    public RemoteSilo To(SiloInfo silo)
    {
        var remote = _silos.GetOrAdd(silo.Name, _ => new RemoteSilo(silo, this, _http));
        // It may have gone since the caller looked: then nobody would give it up any more.
        if (Membership.View[silo.Name] is null && _silos.TryRemove(silo.Name, out _))
            remote.GiveUp();
        return remote;
    }

    /// <summary>
    /// Has the other silos read the leases again. They would notice within a moment by themselves; what is placed in that moment
    /// would go by the old view.
    /// </summary>
    public Task TellOthersAsync() => Task.WhenAll(Membership.Refresh().Silos.Where(silo => silo.Name != Self).Select(async silo =>
    {
        try
        {
            await To(silo).NewsAsync().ConfigureAwait(false);
        }
        catch (SiloUnavailableException)
        {
            // It is gone, or suspended, and reads the leases when it is back.
        }
    }));

    public async ValueTask DisposeAsync()
    {
        await Membership.DisposeAsync().ConfigureAwait(false);
        foreach (var silo in _silos.Values)
            silo.GiveUp();
        _http.Dispose();
    }
}
