namespace Grid.Hosting;

/// <summary>When the silos of a fleet end for want of work.</summary>
internal static class IdleFleet
{
    /// <summary>Whether a silo is to end the fleet: nobody has computed for long enough, and it is the one that says so.</summary>
    /// <param name="silos">The silos, in the order in which they joined.</param>
    /// <param name="name">The silo's name.</param>
    /// <param name="after">How long is long enough.</param>
    public static bool IsDue(IReadOnlyList<SiloInfo> silos, string name, TimeSpan after) =>
        silos.Count > 0 && silos[0].Name == name && silos.All(silo => silo.Jobs == 0 && TimeSpan.FromMilliseconds(silo.Idle) >= after);
}
