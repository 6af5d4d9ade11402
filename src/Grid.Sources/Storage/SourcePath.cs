namespace Grid.Sources;

/// <summary>How sources are named: files, folders and globs of this machine by their paths, those of buckets by <c>s3://bucket/key</c>, files of the web by their
/// addresses, and standard input by <c>-</c>.</summary>
public static class SourcePath
{
    /// <summary>The name that means the same in every process: a path from the root on, and what is elsewhere as it is.</summary>
    /// <exception cref="SourceException">It is standard input, which is of this process alone.</exception>
    public static string Full(string path) => path == StandardInput.Name
        ? throw new SourceException("standard input is this process's, and silos in others cannot read it; write it into a file first ('… > table.csv'), and name that.", StandardInput.Path)
        : IsElsewhere(path) ? path : Path.GetFullPath(path);

    /// <summary>Whether a path is of another machine, and each look at it a request.</summary>
    internal static bool IsElsewhere(string path) => BucketPath.IsOne(path) || HttpPath.IsOne(path);
}
