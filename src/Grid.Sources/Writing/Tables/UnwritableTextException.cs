namespace Grid.Sources;

/// <summary>A text that a format does not hold.</summary>
/// <param name="what">What it is, and what to do.</param>
internal sealed class UnwritableTextException(string what) : Exception(what);
