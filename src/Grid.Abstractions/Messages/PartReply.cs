using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A piece of a part of groups, or nothing yet.</summary>
/// <param name="State">The groups, some megabytes of them; null where they are not there yet: ask again.</param>
/// <param name="Next">Where the next piece starts; null behind the last.</param>
[GenerateSerializer, Immutable, Alias("Grid.PartReply")]
public sealed record PartReply([property: Id(0)] Encoded<AggregateState>? State, [property: Id(1)] int? Next) : IPollReply
{
    /// <summary>Whether what was held is lost, and the scan is to be made anew.</summary>
    [Id(2)]
    public bool IsLost { get; init; }

    /// <summary>Why there will be none.</summary>
    [Id(3)]
    public Fault? Fault { get; init; }

    /// <inheritdoc/>
    public bool IsOver => State is not null || IsLost || Fault is not null;
}
