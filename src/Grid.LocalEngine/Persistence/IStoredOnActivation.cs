namespace Grid.LocalEngine;

/// <summary>A state that the engine reads before a grain's activation.</summary>
internal interface IStoredOnActivation
{
    /// <summary>Takes what is stored.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken = default);
}
