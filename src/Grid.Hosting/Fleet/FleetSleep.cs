namespace Grid.Hosting;

/// <summary>How a client has the silos of a fleet started again that have ended for want of work.</summary>
internal static class FleetSleep
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan JoinPace = TimeSpan.FromSeconds(1);

    /// <summary>Has silos started where there shall be none, and waits until all run that there shall be.</summary>
    /// <param name="service">Their service.</param>
    /// <param name="count">How many to start where there shall be none.</param>
    /// <param name="progress">Told how far they are, while any are missing; null for nobody.</param>
    /// <param name="cancellation">Ends the wait; silos that AWS starts are started all the same.</param>
    /// <param name="pace">How often AWS is asked; null for what is usual.</param>
    /// <param name="patience">How long AWS is waited for; null for what is usual.</param>
    /// <returns>Whether any were missing.</returns>
    /// <exception cref="ClusterException">AWS does not start them; the message tells what it says.</exception>
    public static async Task<bool> WakeAsync(
        EcsService service, int count, IProgress<FleetTasks>? progress, CancellationToken cancellation, TimeSpan? pace = null, TimeSpan? patience = null)
    {
        var (start, longest) = (Environment.TickCount64, patience ?? Patience);
        var now = await service.CountAsync(cancellation);
        // Those that are there answer: a fleet that grows is not waited for.
        if (now is { Wanted: > 0, Running: > 0 })
            return false;
        int wanted = now.Wanted;
        if (wanted == 0)
            await service.SetAsync(wanted = count, cancellation);
        while (true)
        {
            progress?.Report(new FleetTasks(Math.Min(now.Running, wanted), wanted));
            if (Environment.TickCount64 - start > longest.TotalMilliseconds)
                throw new ClusterException($"AWS has started {now.Running} of {wanted} tasks in {longest.TotalMinutes:0.#} minutes{(now.LastEvent is { } last ? $", and says: {last.TrimEnd('.')}" : "")}. See the service's events, and ask again.");
            await Task.Delay(pace ?? Pace, cancellation);
            now = await service.CountAsync(cancellation);
            if (now.Running >= wanted && now.Wanted > 0)
                return true;
            // Silos that were just ending have said so once more.
            if (now.Wanted == 0)
                await service.SetAsync(wanted, cancellation);
        }
    }

    /// <summary>
    /// Connects to silos that may just be starting, whoever had them started: a task that runs has a silo some seconds later, and to a client that
    /// comes in between the fleet looks as one that is there.
    /// </summary>
    /// <param name="connect">Connects once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="pace">How often it is tried; null for what is usual.</param>
    /// <param name="patience">How long silos are waited for; null for what is usual.</param>
    /// <exception cref="ClusterException">No silo answers, or one refuses this client.</exception>
    public static async Task<T> ReachAsync<T>(Func<Task<T>> connect, CancellationToken cancellation, TimeSpan? pace = null, TimeSpan? patience = null)
    {
        long until = Environment.TickCount64 + (long)(patience ?? JoinPatience).TotalMilliseconds;
        while (true)
        {
            try
            {
                return await connect();
            }
            // What has no cause was understood, and refused.
            catch (ClusterException e) when (e.InnerException is not null && Environment.TickCount64 < until)
            {
                await Task.Delay(pace ?? JoinPace, cancellation);
            }
        }
    }
}
