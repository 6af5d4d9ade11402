using System.Runtime.ExceptionServices;

namespace Grid.Learning;

/// <summary>Failures of parallel loops.</summary>
internal static class Failures
{
    /// <summary>Runs a parallel loop and lets its first failure out as itself, not wrapped in an aggregate.</summary>
    public static void Unwrap(Action loop)
    {
        try
        {
            loop();
        }
        catch (AggregateException all)
        {
            ExceptionDispatchInfo.Throw(all.InnerExceptions[0]);
        }
    }
}
