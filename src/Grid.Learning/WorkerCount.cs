namespace Grid.Learning;

/// <summary>How many threads work on one thing.</summary>
internal static class WorkerCount
{
    /// <summary>As many as asked for, or one a core for 0.</summary>
    public static int Of(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        return workers == 0 ? Environment.ProcessorCount : workers;
    }
}
