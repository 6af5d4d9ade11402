namespace Grid.LocalEngine;

/// <summary>Makes the references to grains that stand in messages.</summary>
internal interface IReferenceMaker
{
    /// <summary>A reference that has the interface.</summary>
    object Reference(Type grainInterface, string key);
}
