namespace Grid.Abstractions;

/// <summary>Tells where grains are, so that work can be done beside them, and which silos there are.</summary>
public interface IGrainLocator
{
    /// <summary>The name of this silo.</summary>
    string Silo { get; }

    /// <summary>The silos that take work, in the order in which they joined.</summary>
    IReadOnlyList<SiloInfo> Silos { get; }

    /// <summary>The silos of some grains of an interface, by their keys; those that are nowhere are given a place.</summary>
    Task<IReadOnlyList<string>> LocateAsync<TGrainInterface>(IReadOnlyList<string> keys, CancellationToken cancellation) where TGrainInterface : IGrainWithStringKey;
}
