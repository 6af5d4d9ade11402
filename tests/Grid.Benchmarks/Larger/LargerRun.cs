namespace Grid.Benchmarks;

/// <summary>One session of an engine over a table that is larger than its memory.</summary>
/// <param name="Peer">The engine.</param>
/// <param name="Lines">What it told.</param>
internal sealed record LargerRun(Peer Peer, IReadOnlyList<Timing> Lines)
{
    /// <summary>The most memory that its process had.</summary>
    public long PeakBytes => Lines.Max(t => t.PeakBytes);

    /// <summary>A timing; null where it was not measured.</summary>
    public SessionLine? At(string op, int ask) => Lines.Select(t => t.Line).FirstOrDefault(line => line.Op == op && line.Ask == ask && line.S is not null);

    /// <summary>The first figure that is not the other's, to 1e-9 of its size; null where all are.</summary>
    public string? DiffersFrom(LargerRun other)
    {
        foreach (var question in LargerQuestion.All)
        {
            for (int ask = 0; ask < 2; ask++)
            {
                if (At(question.Id, ask)?.Answer is not { } mine || other.At(question.Id, ask)?.Answer is not { } theirs)
                    continue;
                foreach (var (name, figure) in theirs)
                {
                    if (!mine.TryGetValue(name, out double? own) || !(own == figure || Math.Abs((own - figure) ?? double.NaN) <= 1e-9 * Math.Abs(figure ?? 0)))
                        return $"{question.Id}, {name}: {own} and {figure}";
                }
            }
        }
        return null;
    }
}
