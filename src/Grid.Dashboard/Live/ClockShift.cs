namespace Grid.Dashboard;

/// <summary>
/// How far another machine's clock is ahead, reckoned as NTP does (RFC 5905): an answer tells the time there, which is taken for that in the middle between asking and
/// having the answer. The answer that came fastest tells best; where what it took alone explains the difference, there is none.
/// </summary>
internal sealed class ClockShift
{
    // Clocks drift: what was reckoned longer ago gives way to what is reckoned now.
    private const long Age = 60_000_000;

    private long _delay = long.MaxValue;
    private long _at;

    /// <summary>How far the other clock is ahead, in microseconds.</summary>
    public long Microseconds { get; private set; }

    /// <summary>Takes an answer.</summary>
    /// <param name="asked">When it was asked for, in microseconds by the own clock.</param>
    /// <param name="answered">When it was there.</param>
    /// <param name="there">The other clock's time in it.</param>
    public void Take(long asked, long answered, long there)
    {
        long delay = answered - asked;
        // The own clock was set meanwhile where an answer came before it was asked for.
        if (delay < 0 || (delay > _delay && answered - _at < Age))
            return;
        (_delay, _at) = (delay, answered);
        long ahead = there - asked - (delay / 2);
        Microseconds = Math.Abs(ahead) <= (delay + 1) / 2 ? 0 : ahead;
    }
}
