using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// A format of files: how they are planned, and how a split of them is read, given the columns of the whole dataset. A new one
/// derives from this, has a number of its own in <see cref="FileFormat"/>, and is found by <c>SourceFormats</c>.
/// </summary>
internal abstract class SourceFormat
{
    /// <summary>Which it is.</summary>
    public abstract FileFormat Id { get; }

    /// <summary>Its name in messages.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it is text, so that another format may be meant in spite of a name.</summary>
    public virtual bool IsText => false;

    /// <summary>Whether a file is of this format by its name.</summary>
    public abstract bool HasName(ReadOnlySpan<char> path);

    /// <summary>Whether a file is of this format by its first bytes.</summary>
    public virtual bool StartsWith(ReadOnlySpan<byte> head) => false;

    /// <summary>Looks at files, says what columns they have, and splits them.</summary>
    /// <param name="files">Files of this format, at least one.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">A file is none of this format, or not readable.</exception>
    public abstract Task<FilesPlan> PlanAsync(IReadOnlyList<PlannedFile> files, CsvOptions options, CancellationToken cancellation);

    /// <summary>Reads the rows of a split. For compute threads.</summary>
    /// <param name="split">The rows.</param>
    /// <param name="schema">
    /// The columns of the dataset: those that the file has not are null throughout, and those of the file that are not among them
    /// are not read.
    /// </param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="bytesRead">Told how many more bytes were read; in all, the split's length.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The rows; a column whose values contradict <paramref name="schema"/> is of a wider type there.</returns>
    public abstract LoadedSplit Read(SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation);

    /// <summary>Gives a loaded split wider types: it is then what <see cref="Read"/> gives under these.</summary>
    /// <param name="loaded">The rows as loaded.</param>
    /// <param name="split">Where they came from.</param>
    /// <param name="wider">The join of the schemas of all splits.</param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="bytesRead">Told where the source is read again.</param>
    /// <param name="cancellation">Ends it.</param>
    public abstract LoadedSplit Widen(LoadedSplit loaded, SourceSplit split, Schema wider, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation);

    /// <summary>What a file says of columns without their values being read, for one stretch of a split's rows after the other. For compute threads.</summary>
    /// <param name="split">The rows.</param>
    /// <param name="columns">The columns; those that the file has not are not told of.</param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What is known of all rows of the split; none where the format says nothing.</returns>
    public virtual IReadOnlyList<RowBounds> Bounds(SourceSplit split, IReadOnlyList<string> columns, CsvOptions options, CancellationToken cancellation) => [];

    /// <summary>The line on which a row of a split starts, from 1; null where the format has no lines, or the split no such row.</summary>
    /// <param name="split">The split.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="columns">How many columns the dataset has.</param>
    /// <param name="row">The row, from 0 in the split.</param>
    /// <param name="cancellation">Ends it.</param>
    public virtual long? LineOf(SourceSplit split, CsvOptions options, int columns, long row, CancellationToken cancellation) => null;
}
