using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A scan for one partition.</summary>
/// <param name="Query">The run of a query that asks: one that starts anew is another.</param>
/// <param name="Number">Which of its scans, from 0: with the query, the name under which a repeated ask is known.</param>
/// <param name="Scan">What to compute.</param>
/// <param name="Joins">The other sides, where it is of joined rows.</param>
[GenerateSerializer, Immutable, Alias("Grid.ScanRequest")]
public sealed record ScanRequest(
    [property: Id(0)] string Query,
    [property: Id(1)] int Number,
    [property: Id(2)] Encoded<Scan> Scan,
    [property: Id(3)] Encoded<JoinSources>? Joins = null)
{
    /// <summary>Whether it is for nobody, and told nowhere.</summary>
    [Id(4)]
    public bool IsRehearsal { get; init; }
}
