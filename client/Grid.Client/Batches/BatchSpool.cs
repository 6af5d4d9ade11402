using System.Runtime.CompilerServices;
using Grid.Columns;
using Grid.Sources;

namespace Grid.Client;

/// <summary>Batches of the caller's, as an Arrow file that partitions are loaded from, and loaded again when a silo is lost.</summary>
internal sealed class BatchSpool : IDisposable
{
    private readonly string? _folder;

    private BatchSpool(string path, string? folder) => (Path, _folder) = (path, folder);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Writes batches, one after the other, in bounded memory.</summary>
    /// <param name="batches">The batches, of one schema but for encodings.</param>
    /// <param name="path">Where to, for good; null for a temporary file of the user's own.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    public static Task<BatchSpool> WriteAsync(IAsyncEnumerable<Apache.Arrow.RecordBatch> batches, string? path, CancellationToken cancellation) =>
        WriteAsync(batches.Select(batch => batch.ToGrid()), null, path, cancellation);

    /// <summary>Writes batches, one after the other, in bounded memory.</summary>
    /// <param name="batches">The batches, of one schema but for encodings.</param>
    /// <param name="schema">Their columns; null for those of the first, of which there must be one then.</param>
    /// <param name="path">Where to, for good; null for a temporary file of the user's own.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    public static async Task<BatchSpool> WriteAsync(IAsyncEnumerable<RecordBatch> batches, Schema? schema, string? path, CancellationToken cancellation)
    {
        string? folder = path is null ? Directory.CreateTempSubdirectory("grid-batches-").FullName : null;
        path ??= System.IO.Path.Combine(folder!, "rows.arrow");
        try
        {
            var form = TableForm.Of(path, new SaveOptions { Format = TableFormat.Arrow });
            using var place = SavePlace.Open(path, form, overwrite: false, [], cancellation);
            await WriteAsync(batches, schema is null ? null : Logical(schema), place, form, cancellation).ConfigureAwait(false);
            place.Commit();
            return new BatchSpool(path, folder);
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    /// <summary>Batches that are there already, as a sequence that comes.</summary>
    public static async IAsyncEnumerable<Apache.Arrow.RecordBatch> Of(IEnumerable<Apache.Arrow.RecordBatch> batches, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var batch in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return batch;
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <summary>Takes the file away, if it was a temporary one.</summary>
    public void Dispose() => Remove(_folder);

    private static async Task WriteAsync(IAsyncEnumerable<RecordBatch> batches, Schema? schema, SavePlace place, TableForm form, CancellationToken cancellation)
    {
        var part = schema is null ? null : TablePart.Begin(place, 0, form, schema, 1);
        int count = 0;
        try
        {
            await foreach (var batch in batches.WithCancellation(cancellation).ConfigureAwait(false))
            {
                count++;
                var logical = Logical(batch.Schema);
                schema ??= logical;
                if (!schema.Equals(logical))
                    throw new ArgumentException($"Batch {count} has the columns [{logical}], and the first one [{schema}]; all are to have the same.", nameof(batches));
                part ??= TablePart.Begin(place, 0, form, schema, 1);
                for (int start = 0; start < batch.Length; start += part.BatchRows)
                {
                    cancellation.ThrowIfCancellationRequested();
                    part.Write(part.Prepare(batch.Slice(start, Math.Min(part.BatchRows, batch.Length - start))));
                }
            }
            if (part is null)
                throw new ArgumentException("There is no batch, and so no columns; a table without rows is a batch without.", nameof(batches));
            part.Finish();
        }
        finally
        {
            part?.Dispose();
        }
    }

    private static Schema Logical(Schema schema) => new(schema.Fields.Select(field => new Field(field.Name, field.Logical.Storage)));

    private static void Remove(string? folder)
    {
        try
        {
            if (folder is not null && Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (SystemFault.Is(fault))
        {
            // What is left in the folder for what is temporary, the system takes away.
        }
    }
}
