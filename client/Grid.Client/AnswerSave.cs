using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Client;

/// <summary>Answers as tables that stay: files, frames, and datasets that have names.</summary>
public static class AnswerSave
{
    /// <summary>
    /// Saves an answer as CSV, Parquet, Arrow or JSON lines, as <see cref="GridFrame.SaveAsync(string, SaveOptions?, IProgress{SaveProgress}?, CancellationToken)"/> saves rows. What is written
    /// has its name when it is whole.
    /// <code>
    /// await (await trips.GroupBy("VendorID").AggregateAsync("sum(fare_amount)")).SaveAsync("sums.parquet");
    /// </code>
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="path">A file of this machine or an object of a bucket; a folder where it ends with a slash.</param>
    /// <param name="options">The format and compression, where the extension does not say them; and whether to replace what stands there.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    /// <exception cref="OutputException">It cannot be written there or so, or something stands there that is not to be replaced.</exception>
    public static Task<SaveSummary> SaveAsync(this Answer answer, string path, SaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(path);
        options ??= new SaveOptions();
        var form = TableForm.Of(path, options);
        return Task.Run(
            () =>
            {
                using var place = SavePlace.Open(path, form, options.Overwrite, [], cancellation);
                return Write(answer, place, form, cancellation);
            },
            cancellation);
    }

    /// <summary>Makes a frame of an answer, to be asked in its turn.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="grid">The grid that the frame is of.</param>
    /// <param name="path">Where its rows are kept, as <see cref="GridClient.FromBatchesAsync(IEnumerable{Apache.Arrow.RecordBatch}, string?, CancellationToken)"/> takes it.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    public static Task<GridFrame> AsFrameAsync(this Answer answer, GridClient grid, string? path = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(grid);
        return grid.FromBatchesAsync(AnswerBatch.Of(answer).Select(batch => batch.ToArrow()), path, cancellation);
    }

    /// <summary>Makes a dataset of an answer that has a name, as <see cref="GridFrame.IntoAsync"/> makes one of rows.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="grid">The grid that it goes into.</param>
    /// <param name="name">The name by which it is found again.</param>
    /// <param name="path">Where its rows are kept, such as <c>s3://bucket/sums.arrow</c>; null where the silos run on this machine.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    /// <returns>A frame over it, which is loaded.</returns>
    /// <exception cref="DatasetException">There is one of that name.</exception>
    public static Task<GridFrame> IntoAsync(this Answer answer, GridClient grid, string name, string? path = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(grid);
        return grid.IntoAsync(name, path, (file, overwrite) => answer.SaveAsync(file, new SaveOptions { Format = TableFormat.Arrow, Overwrite = overwrite }, cancellation), cancellation);
    }

    internal static SaveSummary Write(Answer answer, SavePlace place, TableForm form, CancellationToken cancellation)
    {
        TablePart? part = null;
        long rows = 0;
        try
        {
            foreach (var batch in AnswerBatch.Of(answer))
            {
                part ??= TablePart.Begin(place, 0, form, batch.Schema, 1);
                for (int start = 0; start < batch.Length; start += part.BatchRows)
                {
                    cancellation.ThrowIfCancellationRequested();
                    part.Write(part.Prepare(batch.Slice(start, Math.Min(part.BatchRows, batch.Length - start))));
                }
                rows += batch.Length;
            }
            part!.Finish();
        }
        finally
        {
            part?.Dispose();
        }
        place.Commit();
        return new SaveSummary(place.Path, rows, 1, place.Bytes);
    }
}
