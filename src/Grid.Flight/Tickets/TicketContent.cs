namespace Grid.Flight;

/// <summary>What a ticket stands for.</summary>
/// <param name="Command">The command, as JSON.</param>
/// <param name="Load">Of rows: which load of the dataset they are of.</param>
/// <param name="Runs">Of rows: its partitions, wherever they are when they are read.</param>
/// <param name="Answer">Of a question: under which name the silo that gave the ticket keeps the answer for a while; found anew elsewhere, and later.</param>
internal sealed record TicketContent(string Command, string? Load = null, IReadOnlyList<PartitionRun>? Runs = null, string? Answer = null);
