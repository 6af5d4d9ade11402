namespace Grid.LocalEngine;

/// <summary>Keeps the states of grains as text.</summary>
internal interface IGrainStorage
{
    /// <summary>What is stored, or null.</summary>
    Task<StoredState?> ReadAsync(GrainId grain, string stateName);

    /// <summary>Stores a text if the version is still <paramref name="etag"/> (null: nothing is stored yet); returns the new version.</summary>
    Task<string> WriteAsync(GrainId grain, string stateName, byte[] content, string? etag);

    /// <summary>Removes what is stored, if it is still <paramref name="etag"/>.</summary>
    Task ClearAsync(GrainId grain, string stateName, string? etag);
}
