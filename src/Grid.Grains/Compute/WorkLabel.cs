namespace Grid.Grains;

/// <summary>What a job is, for whoever looks on.</summary>
/// <param name="Kind">What kind of work it is.</param>
/// <param name="Of">For whom: the run of a query, or the key of a trial; null for nobody that has a name.</param>
/// <param name="Partition">The key of its partition; null for none.</param>
/// <param name="Rows">How many rows it is over; null where that is not known before.</param>
public readonly record struct WorkLabel(WorkKind Kind, string? Of = null, string? Partition = null, long? Rows = null);
