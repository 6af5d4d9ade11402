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
        Spools.Has(file) ? Spools.Open(file, cancellation)
        : HttpPath.IsOne(file.Path) ? new HttpFile(file, cancellation)
        : BucketPath.IsOne(file.Path) ? new BucketObject(file, cancellation) : LocalFile.Open(file);
}
