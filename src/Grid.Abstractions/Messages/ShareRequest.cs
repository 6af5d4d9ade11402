using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A step of a share of groups: to take them from the combiners that hold them, or, once all are taken, to finish them.</summary>
/// <param name="Share">Which share.</param>
/// <param name="Step">Which step, from 0: the name under which a repeated ask is known.</param>
/// <param name="Query">The run of the query.</param>
[GenerateSerializer, Immutable, Alias("Grid.ShareRequest")]
public sealed record ShareRequest([property: Id(0)] ShareSpec Share, [property: Id(1)] int Step, [property: Id(2)] string Query)
{
    /// <summary>Which scan the groups are of.</summary>
    [Id(3)]
    public int Number { get; init; }

    /// <summary>The keys of the combiners that hold them.</summary>
    [Id(4)]
    public IReadOnlyList<string> Combiners { get; init; } = [];

    /// <summary>In place of groups that are too heavy, how many there are about.</summary>
    [Id(5)]
    public Encoded<AggregateState>? Sketch { get; init; }

    /// <summary>Whether another share has met products that leave the range of doubles.</summary>
    [Id(6)]
    public bool IsFar { get; init; }

    /// <summary>Of which types the figures of all shares are: the last step, which finishes.</summary>
    [Id(7)]
    public Encoded<Answer>? Types { get; init; }

    /// <summary>How many groups all shares have, for the last step.</summary>
    [Id(8)]
    public long Groups { get; init; }
}
