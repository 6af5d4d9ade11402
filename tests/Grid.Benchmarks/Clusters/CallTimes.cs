namespace Grid.Benchmarks;

/// <summary>Calls of a grain, over some batches of them.</summary>
/// <param name="Median">Seconds of the median of a batch.</param>
/// <param name="Slow">Seconds of its 99th percentile.</param>
/// <param name="Rate">Calls per second, many under way at once.</param>
internal sealed record CallTimes(Spread Median, Spread Slow, Spread Rate)
{
    /// <summary>Of batches, each a median, a 99th percentile and a rate.</summary>
    public static CallTimes Of(IReadOnlyList<double[]> batches) =>
        new(Spread.Of([.. batches.Select(b => b[0])]), Spread.Of([.. batches.Select(b => b[1])]), Spread.Of([.. batches.Select(b => b[2])]));
}
