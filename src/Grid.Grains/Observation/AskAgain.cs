namespace Grid.Grains;

/// <summary>
/// Asks a grain that starts work when it is first asked, and observes it when asked again: a silo that is lost on the way
/// costs a repeated ask, which another silo answers. For such calls only, as they may be made twice.
/// </summary>
public static class AskAgain
{
    /// <summary>How long silos may be gone before it is given up: far longer than a silo takes to be noticed and replaced.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks until a silo answers.</summary>
    /// <exception cref="TimeoutException">None has for a minute; or another exception that says which silo was lost.</exception>
    public static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        long until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception e) when (TransientFault.Is(e) && Environment.TickCount64 < until && !cancellation.IsCancellationRequested)
            {
                await Task.Delay(ChangeSignal.Pace, cancellation);
            }
        }
    }

    /// <summary>Asks until a silo has done it.</summary>
    /// <exception cref="TimeoutException">None has for a minute; or another exception that says which silo was lost.</exception>
    public static Task UntilDoneAsync(Func<Task> ask, CancellationToken cancellation) => UntilAnsweredAsync(
        async () =>
        {
            await ask();
            return true;
        },
        cancellation);
}
