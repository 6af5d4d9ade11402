using System.Runtime.ExceptionServices;

namespace Grid.Sources;

/// <summary>
/// Does things at once that mostly wait for answers, on threads of their own: those of the pool are there for what
/// computes, and for the answers.
/// </summary>
internal static class WaitingThreads
{
    private const int AtOnce = 16;

    /// <summary>Does something for each number below a count; of several exceptions the lowest number's is thrown, and no more is begun.</summary>
    public static void ForMany(int count, Action<int> work)
    {
        var errors = new Exception?[count];
        int next = -1;
        var threads = Enumerable.Range(0, Math.Min(count, AtOnce)).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < count;)
                {
                    try
                    {
                        work(i);
                    }
                    catch (Exception e)
                    {
                        errors[i] = e;
                        Interlocked.Exchange(ref next, count);
                    }
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WaitAll(threads, CancellationToken.None);
        if (Array.Find(errors, e => e is not null) is { } error)
            ExceptionDispatchInfo.Throw(error);
    }
}
