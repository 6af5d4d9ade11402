namespace Grid.Hosting.Tests.Fleet;

/// <summary>What a request may meet on its way to a store.</summary>
internal enum StoreFault
{
    /// <summary>The store has no throughput left.</summary>
    Throttled,

    /// <summary>Another transaction is at work on the same row.</summary>
    Conflict,

    /// <summary>The connection is cut before the request arrives.</summary>
    Cut,

    /// <summary>The connection is cut after the request was carried out.</summary>
    AnswerLost,

    /// <summary>It takes five seconds.</summary>
    Slow,

    /// <summary>The store takes nothing of a batch, and says so.</summary>
    Unprocessed,
}
