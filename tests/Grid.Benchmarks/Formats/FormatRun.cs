namespace Grid.Benchmarks;

/// <summary>What one session of an engine over one format took.</summary>
/// <param name="Peer">The engine.</param>
/// <param name="Format">The format.</param>
/// <param name="Way">load or three.</param>
/// <param name="Seconds">Of the clock.</param>
/// <param name="Processor">Seconds of the processor.</param>
/// <param name="HeldBytes">What the table takes by the engine's own account; null where it has none.</param>
/// <param name="PeakBytes">The most memory that its process had.</param>
/// <param name="Answers">A hash of everything that was asked of the table; null where nothing was.</param>
internal sealed record FormatRun(Peer Peer, FormatData Format, string Way, double Seconds, double Processor, long? HeldBytes, long PeakBytes, string? Answers)
{
    public static FormatRun Of(Peer peer, FormatData format, string way, IReadOnlyList<Timing> lines)
    {
        // What comes before the start was done to warm up.
        lines = [.. lines.SkipWhile(t => t.Line.Op != "start")];
        int at = lines.ToList().FindIndex(t => t.Line.Op == way);
        return new FormatRun(
            peer, format, way, lines[at].Line.S!.Value, lines[at].Line.Cpu!.Value, lines.FirstOrDefault(t => t.Line.Op == "held")?.Line.Bytes,
            lines.Take(at + 1).Max(t => t.PeakBytes), lines.FirstOrDefault(t => t.Line.Op == "answers")?.Line.Version);
    }
}
