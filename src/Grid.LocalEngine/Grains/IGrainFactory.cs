namespace Grid.LocalEngine;

/// <summary>Gives references to grains. A reference costs nothing: the grain is activated by its first call.</summary>
public interface IGrainFactory
{
    /// <summary>A reference to the grain of this interface and key.</summary>
    /// <exception cref="ArgumentException">No grain class of this silo has the interface.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey) where TGrainInterface : IGrainWithStringKey;
}
