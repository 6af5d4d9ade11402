namespace Grid.Sources;

/// <summary>The name of an object of a bucket, of a folder of such, or a glob; keys are taken as they stand.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">What stands behind it, without the slash between.</param>
internal readonly record struct BucketPath(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <summary>Whether a path is of a bucket.</summary>
    public static bool IsOne(string path) => path.StartsWith(Scheme, StringComparison.Ordinal);

    /// <exception cref="SourceException">It names no bucket.</exception>
    public static BucketPath Parse(string path)
    {
        string name = path[Scheme.Length..];
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? name : name[..slash];
        if (bucket.Length == 0 || bucket.AsSpan().ContainsAny('*', '?'))
            throw new SourceException($"{path} names no bucket; expected s3://bucket/key, where wildcards may stand in the key.", path);
        return new BucketPath(bucket, slash < 0 ? "" : name[(slash + 1)..]);
    }

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
