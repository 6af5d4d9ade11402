using Amazon.S3;
using Amazon.S3.Model;

namespace Grid.Sources;

/// <summary>Turns an object, a folder or a glob of a bucket into a list of objects, as <see cref="PathExpander"/> does with files.</summary>
internal static class BucketListing
{
    /// <summary>The objects that a path names, sorted by name, ordinally.</summary>
    /// <exception cref="SourceException">There is none, or S3 does not tell.</exception>
    public static async Task<IReadOnlyList<FileStamp>> FindAsync(string path, CancellationToken cancellation)
    {
        var name = BucketPath.Parse(path);
        if (KeyGlob.IsPattern(name.Key))
            return await MatchesAsync(name, cancellation).ConfigureAwait(false);
        bool isFolder = name.Key.Length == 0 || name.Key.EndsWith('/');
        SourceException? refusal = null;
        if (!isFolder)
        {
            try
            {
                if (await FindObjectAsync(name, cancellation).ConfigureAwait(false) is { } one)
                    return [one];
            }
            catch (SourceException e) when (e.InnerException is { } inner && BucketFaults.IsForbidden(inner))
            {
                // Who may read the objects of a folder alone may not ask whether there is one of the folder's name.
                refusal = e;
            }
        }
        List<FileStamp> found;
        List<string> folders;
        bool isThere;
        try
        {
            (found, folders, isThere) = await ListAsync(name, isFolder ? name.Key : name.Key + "/", inFolder: true, cancellation).ConfigureAwait(false);
        }
        catch (SourceException) when (refusal is not null)
        {
            throw refusal;
        }
        if (!isThere && name.Key.Length > 0)
            throw refusal ?? new SourceException($"{path} does not exist; check the path.", path);
        var tables = Sorted(found.Where(file => FolderNames.IsTable(NameOf(file))));
        return tables.Length > 0 ? tables : throw FolderNames.NoTables(path, found.Select(NameOf).Concat(folders));
    }

    private static async Task<IReadOnlyList<FileStamp>> MatchesAsync(BucketPath name, CancellationToken cancellation)
    {
        var glob = new KeyGlob(name.Key);
        var (found, _, _) = await ListAsync(name, glob.Prefix, glob.IsOfOneFolder, cancellation).ConfigureAwait(false);
        // An object may have wildcards in its name.
        if (found.Find(file => file.Path == name.ToString()) is { } one)
            return [one];
        var matched = Sorted(found.Where(file => glob.IsMatch(BucketPath.Parse(file.Path).Key)));
        return matched.Length > 0 ? matched : throw new SourceException($"no file matches {name}; check the pattern.", name.ToString());
    }

    private static string NameOf(FileStamp file) => file.Path[(file.Path.LastIndexOf('/') + 1)..];

    private static FileStamp[] Sorted(IEnumerable<FileStamp> files) => [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>An object; null where there is none.</summary>
    private static async Task<FileStamp?> FindObjectAsync(BucketPath name, CancellationToken cancellation)
    {
        try
        {
            var answer = await AskAsync(
                name, "read", (client, end) => client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = name.Bucket, Key = name.Key }, end), cancellation).ConfigureAwait(false);
            return StampOf(name, answer.ContentLength, answer.ETag);
        }
        catch (SourceException e) when (e.InnerException is { } inner && BucketFaults.IsNotFound(inner))
        {
            return null;
        }
    }

    /// <summary>The objects whose keys start with a prefix: all, or those of its folder alone, and the names of the folders in that; and whether there is anything at all.</summary>
    private static async Task<(List<FileStamp> Found, List<string> Folders, bool IsThere)> ListAsync(BucketPath name, string prefix, bool inFolder, CancellationToken cancellation)
    {
        var found = new List<FileStamp>();
        var folders = new List<string>();
        bool isThere = false;
        var request = new ListObjectsV2Request { BucketName = name.Bucket, Prefix = prefix, Delimiter = inFolder ? "/" : null };
        while (true)
        {
            var page = await AskAsync(name, "listed", (client, end) => client.ListObjectsV2Async(request, end), cancellation).ConfigureAwait(false);
            isThere |= page.KeyCount > 0;
            foreach (var item in page.S3Objects ?? [])
            {
                // A key that ends with a slash stands for a folder, and holds nothing.
                if (!item.Key.EndsWith('/'))
                    found.Add(StampOf(name with { Key = item.Key }, item.Size ?? 0, item.ETag));
            }
            folders.AddRange((page.CommonPrefixes ?? []).Select(folder => folder[prefix.Length..].TrimEnd('/')));
            if (page.IsTruncated != true)
                return (found, folders, isThere);
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    private static async Task<T> AskAsync<T>(BucketPath name, string verb, Func<IAmazonS3, CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        using var patience = new Patience(cancellation);
        try
        {
            return await ask(BucketClients.Of(name.Bucket), patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (patience.IsEnded(e))
        {
            throw BucketFaults.Of(name, verb, new TimeoutException($"no answer within {Patience.Seconds} s", e));
        }
        catch (Exception e) when (BucketFaults.IsOne(e))
        {
            cancellation.ThrowIfCancellationRequested();
            throw BucketFaults.Of(name, verb, e);
        }
    }

    private static FileStamp StampOf(BucketPath name, long length, string? tag) => string.IsNullOrEmpty(tag)
        ? throw new SourceException($"{name} cannot be read: S3 gives no ETag, by which a change of it would be noticed.", name.ToString())
        : new FileStamp(name.ToString(), length, 0, tag.Trim('"'));
}
