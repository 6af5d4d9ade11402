namespace Grid.Sources;

/// <summary>Opens what a path names, wherever it is.</summary>
internal static class SourceStore
{
    /// <summary>Opens a file of this machine, or an object of a bucket.</summary>
    /// <param name="file">What it was when it was planned.</param>
    /// <param name="cancellation">Ends reads that wait for a bucket.</param>
    /// <exception cref="SourceException">The file is gone, not readable, or no longer what it was.</exception>
    public static SourceFile Open(FileStamp file, CancellationToken cancellation) =>
        file.Form is { } form ? new TextFile(OpenStored(file, cancellation), file, form) : OpenStored(file, cancellation);

    private static SourceFile OpenStored(FileStamp file, CancellationToken cancellation) =>
        Spools.Has(file) ? OpenSpooled(file, cancellation)
        : HttpPath.IsOne(file.Path) ? new HttpFile(file, cancellation)
        : BucketPath.IsOne(file.Path) ? new BucketObject(file, cancellation) : LocalFile.Open(file);

    // What another process has fetched is fetched again, and must be the same.
    private static SourceFile OpenSpooled(FileStamp file, CancellationToken cancellation)
    {
        if (Spools.TryOpen(file) is { } known)
            return known;
        bool isSame = HttpPath.IsOne(file.Path) && HttpWhole.FetchAsync(file.Path, cancellation).GetAwaiter().GetResult().ETag == file.ETag;
        return (isSame ? Spools.TryOpen(file) : null)
            ?? throw new SourceException($"{file.Path} has changed since the load was planned; plan the load again.", file.Path);
    }
}
