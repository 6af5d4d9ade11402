namespace Grid.Sources;

/// <summary>Does something for many files at once.</summary>
internal static class FileWork
{
    /// <summary>Does something for every file; of several errors, the first file's is thrown.</summary>
    public static async Task<T[]> InParallel<T>(IReadOnlyList<FileStamp> files, Func<int, T> work, CancellationToken cancellation)
    {
        var results = new T[files.Count];
        var errors = new SourceException?[files.Count];
        if (files.Any(file => SourcePath.IsElsewhere(file.Path)))
        {
            await Task.Run(() => WaitingThreads.ForMany(files.Count, Work), cancellation).ConfigureAwait(false);
        }
        else
        {
            await Parallel.ForAsync(0, files.Count, cancellation, (i, _) =>
            {
                Work(i);
                return ValueTask.CompletedTask;
            }).ConfigureAwait(false);
        }
        return Array.Find(errors, e => e is not null) is { } error ? throw error : results;

        void Work(int i)
        {
            try
            {
                results[i] = work(i);
            }
            catch (SourceException e)
            {
                errors[i] = e;
            }
        }
    }
}
