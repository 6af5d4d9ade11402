namespace Grid.Client.Tests;

/// <summary>Keeps what is reported, at once and in order (<see cref="Progress{T}"/> would post it).</summary>
internal sealed class Reports<T> : IProgress<T>
{
    private readonly List<T> _all = [];

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_all)
                return [.. _all];
        }
    }

    public T Last => All[^1];

    public Action<T>? Then { get; init; }

    public void Report(T value)
    {
        lock (_all)
            _all.Add(value);
        Then?.Invoke(value);
    }
}
