using Grid.Query;

namespace Grid.Abstractions;

/// <summary>The other sides of the joins of a question, as data.</summary>
/// <param name="All">The sides.</param>
public sealed record JoinSources(IReadOnlyList<JoinSource> All)
{
    /// <summary>The sides that transforms join with; null where they join with none.</summary>
    public static JoinSources? Of(IReadOnlyList<Transform> transforms) =>
        transforms.OfType<JoinTransform>().Select(join => join.Source).ToArray() is { Length: > 0 } sources ? new JoinSources(sources) : null;
}
