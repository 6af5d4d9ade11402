namespace Grid.LocalEngine;

/// <summary>Where a call can be delivered: an activation of this process, or the way to another one.</summary>
internal interface ICallTarget
{
    /// <summary>Takes the call; false when this target is gone and the directory must be asked again.</summary>
    bool TryDeliver(GrainCall call);
}
