namespace Grid.LocalEngine;

/// <summary>A state as it lies in storage, and its version.</summary>
/// <param name="Content">UTF-8 JSON.</param>
/// <param name="Etag">Names the version.</param>
internal sealed record StoredState(byte[] Content, string Etag)
{
    /// <summary>Refuses an operation that was meant for another version.</summary>
    public static void Check(StoredState? found, string? expected, GrainId grain, string stateName)
    {
        if (found?.Etag != expected)
            throw new InconsistentStateException(
                $"The state '{stateName}' of {grain} is at version {found?.Etag ?? "none"}, but this activation has read version {expected ?? "none"}.");
    }
}
