namespace Grid.Abstractions;

/// <summary>A study's run is not under way where it was looked for: its silo was lost, and nobody has asked for the run since.</summary>
/// <param name="message">Which run of which study, and what to do.</param>
[GenerateSerializer, Alias("Grid.RunUnknownException")]
public sealed class RunUnknownException(string message) : Exception(message);
