namespace Grid.Query;

/// <summary>How the groups of a question are shared out among several executions.</summary>
/// <param name="Slices">How many slices of their hashes they come in, one a scan.</param>
/// <param name="Keys">How many keys they have: by the hash of these each has its share.</param>
public sealed record GroupSharing(int Slices, int Keys);
