using Grid.Query;

namespace Grid.Flight;

/// <summary>What a client asks for: rows of a dataset, or the answer to a question.</summary>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="Transforms">What is done to it first, in order.</param>
/// <param name="Question">The question; null for the rows themselves.</param>
internal sealed record FlightCommand(string Dataset, IReadOnlyList<Transform> Transforms, Question? Question)
{
    /// <summary>The datasets that are joined first, in order.</summary>
    public IReadOnlyList<FlightJoin> Joins { get; init; } = [];

    /// <summary>Whether the rows come in an order of their values.</summary>
    public bool IsSorted => Transforms.Any(t => t is SortTransform);

    /// <summary>Whether columns of texts come as dictionaries, each batch with its own.</summary>
    public bool Dictionaries { get; init; }

    /// <summary>Of how many streams the rows are to be read at once; null where nothing is said of it.</summary>
    public int? Streams { get; init; }

    /// <summary>Whether the rows are to be read in the order in which they lie; null where nothing is said of it.</summary>
    public bool? Ordered { get; init; }

    /// <summary>Whether all rows of the dataset are meant.</summary>
    public bool IsWhole => Question is null && Joins.Count == 0 && !Transforms.Any(t => t is WhereTransform or SampleTransform or DropNullsTransform);
}
