namespace Grid.LocalEngine;

/// <summary>What a grain keeps across activations. Read once before the grain's activation; written when the grain says so. A token keeps what has not begun from beginning.</summary>
/// <typeparam name="TState">The state; any class with a constructor without parameters that System.Text.Json can write.</typeparam>
public interface IPersistentState<TState>
{
    /// <summary>The state as it is in memory.</summary>
    TState State { get; set; }

    /// <summary>Names the stored version; null when nothing is stored.</summary>
    string? Etag { get; }

    /// <summary>Whether anything is stored.</summary>
    bool RecordExists { get; }

    /// <summary>Takes the stored state, or a new one where nothing is stored.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken = default);

    /// <summary>Stores the state, whole or not at all.</summary>
    /// <exception cref="InconsistentStateException">Another activation has written in between.</exception>
    Task WriteStateAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes what is stored, and starts with a new state.</summary>
    Task ClearStateAsync(CancellationToken cancellationToken = default);
}
