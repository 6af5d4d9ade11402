namespace Grid.Dashboard;

/// <summary>Something that happened to a silo.</summary>
/// <param name="At">When it did, or was seen.</param>
/// <param name="Silo">The silo.</param>
/// <param name="What">What.</param>
internal sealed record ClusterEvent(DateTimeOffset At, string Silo, SiloChange What)
{
    /// <summary>In words.</summary>
    public string Words => What switch
    {
        SiloChange.Joined => "joined",
        SiloChange.Leaving => "drains: hands over what it has",
        SiloChange.Left => "left",
        _ => "was lost; its partitions are loaded again when they are next asked",
    };
}
