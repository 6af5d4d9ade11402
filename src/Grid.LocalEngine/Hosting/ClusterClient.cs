using System.Reflection;

namespace Grid.LocalEngine;

/// <summary>A process that calls the grains of a cluster and hosts none.</summary>
public sealed class ClusterClient : IGrainFactory, IAsyncDisposable, ICallSender, IReferenceMaker
{
    private readonly ClusterFolder _folder;
    private readonly ClusterLinks _links;
    private readonly GrainTypes _types;
    private readonly ClusterDirectory _directory;
    private readonly TimeSpan _responseTimeout;
    private volatile bool _closed;

    private ClusterClient(ClusterFolder folder, ClusterLinks links, GrainTypes types, TimeSpan responseTimeout)
    {
        (_folder, _links, _types, _responseTimeout) = (folder, links, types, responseTimeout);
        _directory = new ClusterDirectory(links, types, this, silo: null);
    }

    /// <summary>References to grains.</summary>
    public IGrainFactory GrainFactory => this;

    /// <summary>The silos that are there now, in the order in which they joined.</summary>
    public IReadOnlyList<SiloInfo> Silos => _links.Membership.Refresh().Silos;

    /// <summary>The silos that were lost lately; none, as a lease that has run out leaves no trace.</summary>
#pragma warning disable CA1822 // As the other engine's.
    public Task<IReadOnlyList<(string Name, string Address, DateTime At)>> LostAsync() => Task.FromResult<IReadOnlyList<(string, string, DateTime)>>([]);
#pragma warning restore CA1822

    /// <summary>What the cluster's silos have agreed on.</summary>
    public IReadOnlyDictionary<string, string> Settings => _folder.ReadSettings()!.Settings;

    /// <summary>The silos whose leases hold in a folder, in the order in which they joined; none where there is no cluster.</summary>
    public static IReadOnlyList<SiloInfo> SilosOf(string folder, TimeSpan? leaseTime = null) =>
        new ClusterFolder(folder).Read(leaseTime ?? TimeSpan.FromSeconds(3));

    /// <summary>Connects to the cluster of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="grainAssemblies">The assemblies whose grains are called.</param>
    /// <param name="leaseTime">For how long a silo is taken to be alive after it has renewed its lease; as the silos have it.</param>
    /// <param name="responseTimeout">How long calls wait, unless their method says otherwise.</param>
    /// <exception cref="ClusterException">There is no cluster, or it speaks another version.</exception>
    public static ClusterClient Connect(string folder, IReadOnlyList<Assembly> grainAssemblies, TimeSpan? leaseTime = null, TimeSpan? responseTimeout = null)
    {
        var files = new ClusterFolder(folder);
        var settings = files.ReadSettings() ?? throw new ClusterException($"There is no cluster in {folder}: start one with 'grid up --cluster {folder}'.");
        var silos = files.Read(leaseTime ?? TimeSpan.FromSeconds(3));
        if (silos.Count == 0)
            throw new ClusterException($"No silo of the cluster in {folder} is running: start some with 'grid up --cluster {folder}'.");
        if (silos.FirstOrDefault(s => s.Protocol != WireProtocol.Version) is { } other)
        {
            throw new ClusterException(
                $"Silo '{other.Name}' of the cluster in {folder} speaks version {other.Protocol} of the protocol, and this client {WireProtocol.Version}: "
                + $"use {(other.Protocol > WireProtocol.Version ? "a newer" : "an older")} client, of the same release as the silos.");
        }
        var links = new ClusterLinks(new Membership(files, leaseTime ?? TimeSpan.FromSeconds(3)), settings.Secret, self: null);
        return new ClusterClient(files, links, new GrainTypes(grainAssemblies), responseTimeout ?? TimeSpan.FromSeconds(30));
    }

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey) where TGrainInterface : IGrainWithStringKey =>
        _types.Reference<TGrainInterface>(this, primaryKey);

    /// <summary>Asks a silo's process to hand over what it has, to leave, and to end; returns before that is done.</summary>
    /// <exception cref="SiloUnavailableException">It is gone already, or does not answer.</exception>
    public Task StopAsync(SiloInfo silo) => _links.To(silo).StopAsync();

    /// <summary>Ends the calls that run, and the connections.</summary>
    public ValueTask DisposeAsync()
    {
        _closed = true;
        return _links.DisposeAsync();
    }

    Task ICallSender.Send(GrainMethod method, GrainId target, object?[] arguments)
    {
        var call = method.Call(target, arguments, _responseTimeout);
        call.Watch();
        if (call.Response.IsCompleted)
            return call.Response;
        if (_closed)
            call.Fail(new SiloUnavailableException("The client is closed.", wasSent: false));
        else
            ((ICallTarget)_directory).TryDeliver(call);
        return call.Response;
    }

    object IReferenceMaker.Reference(Type grainInterface, string key) => _types.Reference(this, grainInterface, key);
}
