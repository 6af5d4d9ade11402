namespace Grid.Abstractions;

/// <summary>A fault of Grid's own.</summary>
/// <param name="message">One line.</param>
/// <param name="trace">Where it happened, for a report.</param>
public sealed class GridException(string message, string? trace = null) : Exception(message)
{
    /// <summary>Where it happened, for a report.</summary>
    public string? Trace { get; } = trace;
}
