using Grid.Query;

namespace Grid.Dashboard;

/// <summary>Something that a page has asked of the grid: the answer, or why there is none, once it is there.</summary>
internal sealed class Asked<TAnswer> : IDisposable where TAnswer : class
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Asks.</summary>
    /// <param name="ask">Asks, and gives up where it is told to.</param>
    /// <param name="changed">Hears that the answer is there.</param>
    /// <param name="before">What stands for the answer until it is there; null for nothing.</param>
    public Asked(Func<CancellationToken, Task<TAnswer>> ask, Action changed, TAnswer? before = null)
    {
        Answer = before;
        _ = RunAsync(ask, changed);
    }

    /// <summary>The answer; null while, or where, there is none.</summary>
    public TAnswer? Answer { get; private set; }

    /// <summary>Why there is none; null while or where there is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether it is being asked.</summary>
    public bool IsUnderWay => Answer is null && Fault is null;

    /// <summary>The same where something stands for the answer.</summary>
    public bool IsAsking { get; private set; } = true;

    /// <summary>How far it is, in words; null while that is not told.</summary>
    public string? Progress { get; set; }

    /// <summary>Asks no more.</summary>
    public void Dispose() => _end.Cancel();

    private async Task RunAsync(Func<CancellationToken, Task<TAnswer>> ask, Action changed)
    {
        // Not on the page's own turn, which would hold up what it shows meanwhile.
        await Task.Yield();
        try
        {
            Answer = await Task.Run(() => ask(_end.Token), _end.Token);
        }
        catch (Exception e)
        {
            Fault = _end.IsCancellationRequested ? "cancelled" : CellText.Clean(e.Message);
        }
        IsAsking = false;
        if (!_end.IsCancellationRequested || Fault is not null)
            changed();
    }
}
