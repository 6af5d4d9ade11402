using Grid.Query;
using Grid.Sources;

namespace Grid.Client;

/// <content>Saving.</content>
public sealed partial class GridFrame
{
    /// <summary>
    /// Saves the rows, in their order, as CSV, Parquet, Arrow or JSON lines. The frame is persisted if it is not. What is written has its
    /// name when it is whole, and nothing of it stays where that does not come.
    /// <code>
    /// await trips.Filter("fare_amount > 0").SaveAsync("paid.parquet");
    /// await trips.SaveAsync("s3://bucket/trips/", new SaveOptions { Compression = TableCompression.Zstd });   // a folder of parts
    /// </code>
    /// </summary>
    /// <param name="path">A file of this machine or an object of a bucket; a folder of parts, one a partition (of sorted rows of many rows each), where it ends with a slash.</param>
    /// <param name="options">The format and compression, where the extension does not say them; and whether to replace what stands there.</param>
    /// <param name="progress">Told rows and bytes as they are written.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    /// <exception cref="OutputException">It cannot be written there or so, or something stands there that is not to be replaced: the message says why, and what to do.</exception>
    /// <exception cref="QuestionException">A transform names an unknown column, is malformed, or does not fit the types.</exception>
    public async Task<SaveSummary> SaveAsync(
        string path, SaveOptions? options = null, IProgress<SaveProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new SaveOptions();
        var form = TableForm.Of(path, options);
        CheckTransforms();
        using var place = await Task.Run(() => SavePlace.Open(path, form, options.Overwrite, _dataset.Paths, cancellation), cancellation).ConfigureAwait(false);
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        if (options.Overwrite)
            await RefuseSourceAsync(place, cancellation).ConfigureAwait(false);
        return await SaveAsync(place, form, progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes the rows, in their order, to a stream, which is left open. What was written before a fault has been written.</summary>
    /// <param name="output">Where to; it need not seek.</param>
    /// <param name="options">The format, and how it is compressed.</param>
    /// <param name="progress">Told rows and bytes as they are written.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OutputException">No format is said, or it is not compressed so, or the stream fails.</exception>
    /// <exception cref="QuestionException">A transform names an unknown column, is malformed, or does not fit the types.</exception>
    public async Task<SaveSummary> SaveAsync(
        Stream output, SaveOptions options, IProgress<SaveProgress>? progress = null, CancellationToken cancellation = default)
    {
        var form = TableForm.Of("-", options);
        CheckTransforms();
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        using var place = SavePlace.Of(output);
        return await SaveAsync(place, form, progress, cancellation).ConfigureAwait(false);
    }

    private async Task<SaveSummary> SaveAsync(SavePlace place, TableForm form, IProgress<SaveProgress>? progress, CancellationToken cancellation)
    {
        var transforms = await FittedAsync(cancellation).ConfigureAwait(false);
        var schema = FrameRows.Of(SourceSchema, transforms).Schema;
        if (schema.Count == 0)
            throw new OutputException($"{place.Path}: the frame has no columns to save; select some", place.Path);
        return await Task.Run(() => SortedReading.IsSorted(transforms)
            ? new SortedSave(_dataset, transforms, schema, place, form, progress).RunAsync(cancellation)
            : new FrameSave(_dataset, new RowsSpec(transforms, null), schema, place, form, progress).RunAsync(cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>Saves an answer of this frame, as <see cref="AnswerSave.SaveAsync"/> does, in the place of nothing that the frame is loaded from.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="path">As <c>SaveAsync</c> takes it.</param>
    /// <param name="options">As <c>SaveAsync</c> takes them.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    /// <exception cref="OutputException">It cannot be written there or so, or something stands there that is not to be replaced.</exception>
    public async Task<SaveSummary> SaveAnswerAsync(Answer answer, string path, SaveOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new SaveOptions();
        var form = TableForm.Of(path, options);
        using var place = await Task.Run(() => SavePlace.Open(path, form, options.Overwrite, _dataset.Paths, cancellation), cancellation).ConfigureAwait(false);
        if (options.Overwrite)
            await RefuseSourceAsync(place, cancellation).ConfigureAwait(false);
        return await Task.Run(() => AnswerSave.Write(answer, place, form, cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes a dataset of the rows that has a name, in their order and with what transforms make of them. They are written to an Arrow file, which the dataset
    /// is loaded from, and again where a silo is lost: one that goes with the dataset, where the silos run on this machine; on others one that they can read, which stays.
    /// <code>await trips.Filter("fare_amount > 0").Sort("trip_distance desc").IntoAsync(grid, "paid");</code>
    /// </summary>
    /// <param name="grid">The grid that it goes into.</param>
    /// <param name="name">The name by which it is found again.</param>
    /// <param name="path">Where its rows are kept, such as <c>s3://bucket/paid.arrow</c>; null where the silos run on this machine.</param>
    /// <param name="progress">Told rows and bytes as they are written.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    /// <returns>A frame over it, which is loaded.</returns>
    /// <exception cref="DatasetException">There is one of that name.</exception>
    public Task<GridFrame> IntoAsync(GridClient grid, string name, string? path = null, IProgress<SaveProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return grid.IntoAsync(name, path, (file, overwrite) => SaveAsync(file, new SaveOptions { Format = TableFormat.Arrow, Overwrite = overwrite }, progress, cancellation), cancellation);
    }

    /// <summary>Makes sure, before the frame is loaded, that it can be saved.</summary>
    /// <param name="path">As <c>SaveAsync</c> takes it.</param>
    /// <param name="options">As <c>SaveAsync</c> takes them.</param>
    /// <param name="cancellation">Ends what is asked of a bucket.</param>
    /// <exception cref="OutputException">It cannot be written there or so.</exception>
    /// <exception cref="QuestionException">A transform names an unknown column, is malformed, or does not fit the types.</exception>
    internal Task CheckSaveAsync(string path, SaveOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new SaveOptions();
        CheckTransforms();
        return Task.Run(() => SavePlace.Open(path, TableForm.Of(path, options), options.Overwrite, _dataset.Paths, cancellation).Dispose(), cancellation);
    }

    /// <summary>Whether the frame has a column of a name, as far as the types inferred so far tell.</summary>
    /// <param name="column">The name.</param>
    internal bool Has(string column) => ForeseenColumns() is not { } columns || columns.IndexOf(column) >= 0;

    private void CheckTransforms() => Check(new HeadQuestion(1));

    // What is replaced may not be what the partitions would be loaded from again.
    private async Task RefuseSourceAsync(SavePlace place, CancellationToken cancellation)
    {
        string? last = null;
        foreach (string partition in await _dataset.PartitionsAsync(cancellation).ConfigureAwait(false))
        {
            foreach (string file in await FilesOfAsync(partition, cancellation).ConfigureAwait(false))
            {
                if (file != last && place.Replaces(SourcePath.Full(file)))
                    throw place.IsRead(file);
                last = file;
            }
        }
    }
}
