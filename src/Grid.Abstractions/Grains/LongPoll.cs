namespace Grid.Abstractions;

/// <summary>The caller's side of a long poll.</summary>
public static class LongPoll
{
    /// <summary>Asks until what was asked for is over, and gives the last reply.</summary>
    /// <typeparam name="T">The reply.</typeparam>
    /// <param name="ask">Asks once, with the reply before it; null at first.</param>
    /// <param name="told">Takes each reply that has no fault, the last one too; null for nobody.</param>
    /// <param name="enough">Ends it sooner, with a reply that has no fault; null for never.</param>
    /// <exception cref="Exception">What the fault of a reply says.</exception>
    public static async Task<T> UntilOverAsync<T>(Func<T?, Task<T>> ask, Action<T>? told = null, Func<T, bool>? enough = null) where T : class, IPollReply
    {
        // Grains go on in their turns; a caller with a context of another kind, as a window's, may be waiting in it.
        bool inTurns = SynchronizationContext.Current is null;
        T? reply = null;
        do
        {
            reply = await ask(reply).ConfigureAwait(inTurns);
            if (reply.Fault is { } fault)
                throw fault.ToException();
            told?.Invoke(reply);
        }
        while (!reply.IsOver && enough?.Invoke(reply) is not true);
        return reply;
    }
}
