using Grid.Learning;

namespace Grid.Benchmarks;

/// <summary>A way to search and to learn with Grid.</summary>
internal abstract class Learner : IAsyncDisposable
{
    /// <summary>What runs, for the table of versions.</summary>
    public abstract string Version { get; }

    /// <summary>Loads the digits.</summary>
    public abstract Task LoadAsync(string digits);

    /// <summary>Searches the loaded digits, and grows the best candidate's forest on all of them.</summary>
    public abstract Task<SearchResults> SearchAsync(SearchSpec spec);

    /// <summary>Makes single forests; null where this way has none.</summary>
    public virtual ForestFitter? Forests => null;

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
