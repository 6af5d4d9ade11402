namespace Grid.LocalEngine;

/// <summary>The silo that a call was for is not there, or is going down.</summary>
/// <param name="message">Which silo and why.</param>
/// <param name="wasSent">Whether the silo may have begun with what was asked.</param>
public sealed class SiloUnavailableException(string message, bool wasSent = true) : Exception(message)
{
    /// <summary>Whether the silo may have begun with what was asked; where not, it can be asked of another one.</summary>
    public bool WasSent { get; } = wasSent;
}
