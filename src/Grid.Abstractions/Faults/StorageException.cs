namespace Grid.Abstractions;

/// <summary>What the grains keep cannot be written, as the disk is full or nobody may write there; or cannot be read, as it is damaged.</summary>
/// <param name="message">What the machine refused, where, and what to do.</param>
[GenerateSerializer, Alias("Grid.StorageException")]
public sealed class StorageException(string message) : Exception(message)
{
    /// <summary>The one that is behind an exception; null where none is. Orleans wraps what storage throws.</summary>
    public static StorageException? Behind(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is StorageException storage)
                return storage;
        }
        return null;
    }
}
