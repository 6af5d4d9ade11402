using Grid.Columns;

namespace Grid.Query;

/// <summary>The other side of a join: rows of a loaded dataset.</summary>
public sealed record JoinSource
{
    /// <summary>What it is known by: equal ones have equal rows.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The dataset's logical columns.</summary>
    public required Schema Schema { get; init; }

    /// <summary>What is done to the dataset's rows, in order.</summary>
    public IReadOnlyList<Transform> Transforms { get; init; } = [];

    /// <summary>The keys of its partitions, in the order of the rows.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>How many rows the dataset has.</summary>
    public long Rows { get; init; }

    /// <summary>Bytes of memory that the dataset takes.</summary>
    public long Bytes { get; init; }
}
