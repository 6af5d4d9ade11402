namespace Grid.Query;

/// <summary>One group: its keys and the values of the aggregates, in the order asked.</summary>
public sealed record Group(IReadOnlyList<Scalar> Keys, IReadOnlyList<Scalar> Values);
