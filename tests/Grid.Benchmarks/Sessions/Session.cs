using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>A way to load the trips into Grid and to ask about them.</summary>
internal abstract class Session : IAsyncDisposable
{
    /// <summary>What runs, for the table of versions.</summary>
    public abstract string Version { get; }

    /// <summary>Bytes that the loaded table takes by its own account.</summary>
    public abstract long BytesHeld { get; }

    /// <summary>Loads every CSV file of a folder; what was loaded before is let go.</summary>
    public abstract Task LoadAsync(string folder);

    public abstract Task<Answer> AskAsync(Question question);

    public abstract ValueTask DisposeAsync();
}
