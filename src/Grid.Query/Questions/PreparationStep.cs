namespace Grid.Query;

/// <summary>
/// A change of a table that needs figures of it, such as a mean: as it is asked for. It is fitted by asking the table, as the transforms before it leave it,
/// and becomes transforms that have the figures (<see cref="Preparations"/>); those alone travel.
/// </summary>
public abstract record PreparationStep : Transform;
