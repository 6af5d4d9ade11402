namespace Grid.Cli;

/// <summary>Reports at once, on the thread that has something to report, in its order.</summary>
internal sealed class Reporter<T>(Action<T> report) : IProgress<T>
{
    private readonly Lock _lock = new();

    public void Report(T value)
    {
        lock (_lock)
            report(value);
    }
}
