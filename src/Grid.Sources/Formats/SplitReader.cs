using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Reads splits of files into encoded columns. CPU-bound and synchronous: call it on compute threads, as many splits
/// at once as there are.
/// </summary>
public static class SplitReader
{
    /// <summary>Reads the rows of a split.</summary>
    /// <param name="split">The rows to read.</param>
    /// <param name="schema">The columns of the dataset and their types as planned, or as widened since; of those alone that it names.</param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="bytesRead">Told how many more bytes were read since it was last told; the sum is the split's length.</param>
    /// <param name="cancellation">Honoured at least every MiB.</param>
    /// <returns>The rows; a column whose values contradict <paramref name="schema"/> is of a wider type there.</returns>
    /// <exception cref="SourceException">The file is gone, has changed, or is none of that schema.</exception>
    public static LoadedSplit Read(
        SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation) =>
        split.Parts is not null ? SplitParts.Read(split, schema, options, bytesRead, cancellation) : SourceFormats.Of(split).Read(split, schema, options, bytesRead, cancellation);

    /// <summary>Reads or widens some columns of a split without the others.</summary>
    /// <param name="split">The split of all columns.</param>
    /// <param name="schema">All columns of the dataset.</param>
    /// <returns>The split for <see cref="Read"/> and <see cref="Widen"/> under a schema of some of the columns.</returns>
    public static SourceSplit OfSome(SourceSplit split, Schema schema) =>
        split.Parts is { } parts ? split with { Parts = [.. parts.Select(part => OfSome(part, schema))] }
        : split.Columns is null && SourceFormats.Of(split).IsText ? split with { Columns = [.. schema.Fields.Select(field => field.Name)] } : split;

    /// <summary>What the file says of columns of a split without their values being read, for one stretch of its rows after the other.</summary>
    /// <param name="split">The rows.</param>
    /// <param name="columns">The columns, by name; what the file has not is not told of.</param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What is known of all the rows; none where the format says nothing of some.</returns>
    /// <exception cref="SourceException">The file is gone, has changed, or its footer is damaged.</exception>
    public static IReadOnlyList<RowBounds> Bounds(SourceSplit split, IReadOnlyList<string> columns, CsvOptions options, CancellationToken cancellation)
    {
        var all = new List<RowBounds>();
        foreach (var part in split.InFiles())
        {
            var bounds = SourceFormats.Of(part).Bounds(part, columns, options, cancellation);
            if (bounds.Count == 0)
                return [];
            all.AddRange(bounds);
        }
        return all;
    }

    /// <summary>Whether reading some columns of a split takes about as long as reading all.</summary>
    public static bool ReadsAll(SourceSplit split) => SourceFormats.Of(split).IsText;

    /// <summary>
    /// Gives a loaded split the types of the whole dataset: numbers, dates and timestamps are converted from what is held,
    /// columns that became text are read again from the source where that is text, and only those. Columns that have their type already are
    /// shared. The result is what <see cref="Read"/> gives under these types, encodings included.
    /// </summary>
    /// <param name="loaded">The rows as loaded.</param>
    /// <param name="split">Where they came from.</param>
    /// <param name="wider">The join (<see cref="Widening"/>) of the schemas of all splits.</param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="bytesRead">Told as in <see cref="Read"/> where the source is read again; otherwise not at all.</param>
    /// <param name="cancellation">Honoured at least every MiB.</param>
    /// <returns>
    /// The rows under <paramref name="wider"/>; its schema is wider still only where a timestamp has no room in nanoseconds,
    /// a negative number none in uint64, or the digits of a whole number none in float64; then the schemas are to be joined
    /// and the splits widened once more.
    /// </returns>
    /// <exception cref="SourceException">The file is gone or has changed.</exception>
    public static LoadedSplit Widen(
        LoadedSplit loaded, SourceSplit split, Schema wider, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation) =>
        split.Parts is not null ? SplitParts.Widen(loaded, split, wider, options, bytesRead, cancellation) : SourceFormats.Of(split).Widen(loaded, split, wider, options, bytesRead, cancellation);
}
