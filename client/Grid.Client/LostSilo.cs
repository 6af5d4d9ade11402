namespace Grid.Client;

/// <summary>A silo that was lost a short while ago: killed, hanging, or cut off.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it listened.</param>
/// <param name="At">When it was heard of last, or given up by the others.</param>
public sealed record LostSilo(string Name, string Address, DateTimeOffset At);
