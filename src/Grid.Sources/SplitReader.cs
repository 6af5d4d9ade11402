using Grid.Arrow;

namespace Grid.Sources;

/// <summary>
/// Reads splits of CSV files into encoded columns. CPU-bound and synchronous: call it on compute threads, as many splits
/// at once as there are.
/// </summary>
public static class SplitReader
{
    /// <summary>Reads the rows of a split.</summary>
    /// <param name="split">The rows to read.</param>
    /// <param name="schema">The columns and their types as planned, or as widened since.</param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="bytesRead">Told how many more bytes were read since it was last told; the sum is the split's length.</param>
    /// <param name="cancellation">Honoured at least every MiB.</param>
    /// <returns>The rows; a column whose values contradict <paramref name="schema"/> is of a wider type there.</returns>
    /// <exception cref="SourceException">The file is gone, has changed, or is no CSV of that schema.</exception>
    public static LoadedSplit Read(
        SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>
    /// Gives a loaded split the types of the whole dataset: numbers, dates and timestamps are converted where they lie,
    /// columns that became text are read again from the source, and only those. Columns that have their type already are shared.
    /// </summary>
    /// <param name="loaded">The rows as loaded.</param>
    /// <param name="split">Where they came from.</param>
    /// <param name="wider">The join (<see cref="Widening"/>) of the schemas of all splits.</param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="bytesRead">Told as in <see cref="Read"/> where the source is read again; otherwise not at all.</param>
    /// <param name="cancellation">Honoured at least every MiB.</param>
    /// <returns>
    /// The rows under <paramref name="wider"/>; its schema is wider still (text) only where a timestamp has no
    /// room in nanoseconds, and then the schemas are to be joined and the splits widened once more.
    /// </returns>
    /// <exception cref="SourceException">The file is gone or has changed.</exception>
    public static LoadedSplit Widen(
        LoadedSplit loaded, SourceSplit split, Schema wider, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
