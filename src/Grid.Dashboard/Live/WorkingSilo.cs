namespace Grid.Dashboard;

/// <summary>A silo whose threads are looked at.</summary>
/// <param name="number">Its number among all that were seen.</param>
/// <param name="name">Its name.</param>
internal sealed class WorkingSilo(int number, string name)
{
    /// <summary>Its number among all that were seen.</summary>
    public int Number => number;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>How many compute threads it has; 0 while it has not told it.</summary>
    public int Threads { get; set; }

    /// <summary>What they work at.</summary>
    public IReadOnlyList<SeenWork> Running { get; set; } = [];

    /// <summary>Where the next look goes on.</summary>
    public long Next { get; set; }

    /// <summary>The same of the questions.</summary>
    public long NextQuestion { get; set; }

    /// <summary>How far its clock is ahead.</summary>
    public ClockShift Clock { get; } = new();

    /// <summary>When it was last there, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long Seen { get; set; }

    /// <summary>The look that is under way.</summary>
    public Task Look { get; set; } = Task.CompletedTask;
}
