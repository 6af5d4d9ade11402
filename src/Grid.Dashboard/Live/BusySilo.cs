namespace Grid.Dashboard;

/// <summary>How busy a silo is.</summary>
/// <param name="Threads">How many compute threads it has.</param>
/// <param name="Busy">How many of them work.</param>
/// <param name="In">Bytes of messages that it takes in a second; null before it has answered twice.</param>
/// <param name="Out">The same of those that it sends.</param>
internal sealed record BusySilo(int Threads, int Busy, double? In, double? Out)
{
    /// <summary>Of two answers of a silo, of which the earlier may be none, or one of a process that has begun anew.</summary>
    public static BusySilo Of(SiloWork? before, SiloWork now)
    {
        double seconds = (now.Now - (before?.Now ?? now.Now)) / 1e6;
        bool goesOn = before is not null && seconds > 0 && now.BytesIn >= before.BytesIn && now.BytesOut >= before.BytesOut;
        return goesOn ? new BusySilo(now.Threads, now.Busy, (now.BytesIn - before!.BytesIn) / seconds, (now.BytesOut - before.BytesOut) / seconds) : new BusySilo(now.Threads, now.Busy, null, null);
    }
}
