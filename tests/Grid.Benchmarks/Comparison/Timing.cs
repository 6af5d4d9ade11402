namespace Grid.Benchmarks;

/// <summary>A line of a session, and what the machine did meanwhile.</summary>
/// <param name="Line">The line.</param>
/// <param name="ResidentBytes">Memory of the session's processes when it came.</param>
/// <param name="PeakBytes">The most since the line before.</param>
/// <param name="OtherCores">How many cores something else kept busy since the line before; null where that took too little time to tell.</param>
internal sealed record Timing(SessionLine Line, long ResidentBytes, long PeakBytes, double? OtherCores);
