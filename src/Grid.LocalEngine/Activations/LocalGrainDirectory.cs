using System.Collections.Concurrent;

namespace Grid.LocalEngine;

/// <summary>The directory of a cluster of one process: every grain is here.</summary>
internal sealed class LocalGrainDirectory(LocalSilo silo) : IGrainDirectory
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();

    /// <summary>All activations, in no order.</summary>
    public ICollection<Activation> Activations => _activations.Values;

    /// <summary>The activation of a grain; null where it has none.</summary>
    public Activation? Find(GrainId grain) => _activations.GetValueOrDefault(grain);

    /// <summary>The activation of a grain, made where there is none.</summary>
    public Activation Host(GrainId grain) => _activations.TryGetValue(grain, out var found)
        ? found
        : _activations.GetOrAdd(grain, static (id, silo) => new Activation(silo, id, silo.ClassOf(id.Type)), silo);

    public ICallTarget Locate(GrainId grain) => Host(grain);

    /// <summary>Forgets an activation that has ended.</summary>
    public void Remove(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
}
