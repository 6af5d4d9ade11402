namespace Grid.Hosting;

/// <summary>Makes a call again that failed because its silo was lost.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public static async Task<T> AnsweredAsync<T>(Func<Task<T>> ask)
    {
        long until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception e) when (TransientFault.Is(e) && Environment.TickCount64 < until)
            {
                await Task.Delay(Pace);
            }
        }
    }
}
