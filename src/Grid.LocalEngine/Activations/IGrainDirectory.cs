namespace Grid.LocalEngine;

/// <summary>
/// Knows where each grain is active, and decides where one that is not shall be.
/// This is the seam between one process and many: calls go to whatever target is found.
/// </summary>
internal interface IGrainDirectory
{
    /// <summary>The target of calls to this grain; activates it where need be.</summary>
    ICallTarget Locate(GrainId grain);
}
