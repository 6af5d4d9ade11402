namespace Grid.Query;

/// <summary>The answer to <see cref="HistogramQuestion"/>: bin i runs from Edges[i] to Edges[i + 1], the last one closed.</summary>
/// <param name="Column">The column.</param>
/// <param name="Edges">One more than there are bins; empty when no value is finite.</param>
/// <param name="Counts">Rows per bin.</param>
/// <param name="Nulls">Rows without a value.</param>
/// <param name="NotFinite">Rows that are NaN or infinite, and so in no bin.</param>
public sealed record HistogramAnswer(
    string Column, IReadOnlyList<Scalar> Edges, IReadOnlyList<long> Counts, long Nulls, long NotFinite) : Answer
{
    /// <summary>Rows that are NaN, of those that are not finite.</summary>
    public long NaNs { get; init; }

    /// <summary>Rows that are infinite, of either sign.</summary>
    public long Infinities => NotFinite - NaNs;

    /// <summary>How many rows are in no bin, and what they are instead: those that are null, and what only numbers with a fraction can be, where there is any.</summary>
    internal IEnumerable<string> NotInBins => [$"{Nulls:N0} null", .. NaNs > 0 ? [$"{NaNs:N0} NaN"] : Array.Empty<string>(), .. Infinities > 0 ? [$"{Infinities:N0} infinite"] : Array.Empty<string>()];
}
