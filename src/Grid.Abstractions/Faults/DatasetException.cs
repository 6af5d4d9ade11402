namespace Grid.Abstractions;

/// <summary>A dataset is not in the state that this takes: it is not loaded, was dropped, or is in use.</summary>
/// <param name="message">Which dataset, what it is, and what to do.</param>
[GenerateSerializer, Alias("Grid.DatasetException")]
public sealed class DatasetException(string message) : Exception(message);
