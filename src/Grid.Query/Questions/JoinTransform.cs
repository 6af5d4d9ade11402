namespace Grid.Query;

/// <summary>
/// Puts rows of another table beside those whose keys are equal. The order is the table's, and for each of its rows the other table's; null matches nothing.
/// </summary>
/// <param name="Source">The other table.</param>
/// <param name="Kind">Which rows are kept.</param>
/// <param name="Keys">The keys of this table: columns or expressions.</param>
/// <param name="OtherKeys">The other table's keys, one for each of <paramref name="Keys"/>.</param>
/// <param name="Name">What the other table is called: its columns are <c>name.column</c>, and <c>column</c> where no other has that name.</param>
/// <param name="OwnName">What this table is called, where both have a column of one name.</param>
public sealed record JoinTransform(
    JoinSource Source, JoinKind Kind, IReadOnlyList<string> Keys, IReadOnlyList<string> OtherKeys, string Name, string OwnName) : Transform;
