namespace Grid.Sources;

/// <summary>How sources are named: files, folders and globs of this machine by their paths, those of buckets by <c>s3://bucket/key</c>.</summary>
public static class SourcePath
{
    /// <summary>The name that means the same in every process: a path from the root on, and what is in a bucket as it is.</summary>
    public static string Full(string path) => BucketPath.IsOne(path) ? path : Path.GetFullPath(path);
}
