namespace Grid.Benchmarks;

/// <summary>An engine that takes part: how its sessions are started, or why they cannot be.</summary>
internal sealed record Peer
{
    /// <summary>What options call it: grid, pandas.</summary>
    public required string Id { get; init; }

    /// <summary>What the tables call it.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is Grid in one way or another, and not what Grid is compared with.</summary>
    public bool IsGrid { get; init; }

    /// <summary>Whether its percentiles are estimates, which are shown but not compared with exact ones.</summary>
    public bool IsApproximate { get; init; }

    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What follows the session's own arguments.</summary>
    public IReadOnlyList<string> LastArguments { get; init; } = [];

    public required string Folder { get; init; }

    /// <summary>Why it cannot be measured here; null where it can.</summary>
    public string? Missing { get; init; }
}
