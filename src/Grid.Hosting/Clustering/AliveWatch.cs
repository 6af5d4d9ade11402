namespace Grid.Hosting;

/// <summary>
/// For how long silos have said nothing, by the clock of whoever watches. When they say that they are alive is written by their machines' clocks: were
/// these compared with another machine's, one that is off by seconds would make dead of the living.
/// </summary>
internal sealed class AliveWatch(TimeProvider time)
{
    private readonly Dictionary<SiloAddress, Heard> _heard = [];

    /// <summary>Takes what a silo's row says, and tells for how long it has said just that.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="alive">When it was alive last, by its own clock.</param>
    public TimeSpan SilentFor(SiloAddress silo, DateTime alive)
    {
        long now = time.GetTimestamp();
        if (!_heard.TryGetValue(silo, out var heard))
            _heard[silo] = heard = new Heard(alive, now, Spoke: false);
        else if (heard.Alive != alive)
            _heard[silo] = heard = new Heard(alive, now, Spoke: true);
        return time.GetElapsedTime(heard.At, now);
    }

    /// <summary>Whether a silo has said something since it is watched.</summary>
    public bool HasSpoken(SiloAddress silo) => _heard.TryGetValue(silo, out var heard) && heard.Spoke;

    private readonly record struct Heard(DateTime Alive, long At, bool Spoke);
}
