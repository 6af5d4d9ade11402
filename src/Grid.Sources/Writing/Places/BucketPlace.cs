using Amazon.S3;
using Amazon.S3.Model;

namespace Grid.Sources;

/// <summary>An object of a bucket, or a folder of such: uploads in parts, all of which are completed at the end.</summary>
internal sealed class BucketPlace : SavePlace
{
    private readonly Lock _gate = new();
    private readonly BucketPath _name;
    private readonly TableForm _form;
    private readonly bool _isFolder;
    private readonly CancellationToken _cancellation;
    private readonly SortedDictionary<int, BucketUpload> _uploads = [];
    private readonly List<string> _before = [];
    private long _bytes;
    private bool _isOver;

    private BucketPlace(string path, TableForm form, CancellationToken cancellation) : base(path) =>
        (_name, _form, _isFolder, _cancellation) = (BucketPath.Parse(path), form, TableForm.IsFolder(path), cancellation);

    public override long Bytes => Interlocked.Read(ref _bytes);

    public static BucketPlace Begin(string path, TableForm form, bool overwrite, IReadOnlyList<string> inputs, CancellationToken cancellation)
    {
        BucketPlace place;
        try
        {
            place = new BucketPlace(path, form, cancellation);
        }
        catch (SourceException fault)
        {
            throw new OutputException(fault.Message.TrimEnd('.'), path, fault);
        }
        if (place._name.Key.AsSpan().ContainsAny('*', '?') || place._name.Key.Length == 0)
            throw new OutputException($"{path}: expected the name of an object, or of a folder that ends with a slash", path);
        try
        {
            if (inputs.FirstOrDefault(place.Reads) is { } read)
                throw place.IsRead(read);
            place.Look(overwrite);
            // What is not allowed shows before the work.
            place.Upload(0);
            return place;
        }
        catch (Exception fault) when (BucketFaults.IsOne(fault))
        {
            place.Dispose();
            throw place.Fault(fault);
        }
    }

    internal override CountedStream OpenPart(int index) => new CountedStream(Upload(index), bytes => Interlocked.Add(ref _bytes, bytes));

    internal override void FinishPart(int index, CountedStream part)
    {
        part.Dispose();
        Upload(index).SendRest();
    }

    public override void Commit()
    {
        try
        {
            // The first was begun to see whether it may be; where no part is of its number, there is none.
            if (_uploads.Values.FirstOrDefault(upload => !upload.IsSent) is { } unused)
            {
                unused.Abort();
                _uploads.Remove(_uploads.First(u => u.Value == unused).Key);
            }
            foreach (var upload in _uploads.Values)
                upload.Complete();
            _isOver = true;
            var parts = _uploads.Values.Select(upload => upload.Name.Key).ToHashSet(StringComparer.Ordinal);
            foreach (string key in _before.Where(key => !parts.Contains(key)))
                Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _name.Bucket, Key = key }, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (BucketFaults.IsOne(fault))
        {
            throw Fault(fault);
        }
    }

    public override bool Replaces(string file) => BucketPath.IsOne(file) && Reads(file);

    public override void Dispose()
    {
        if (_isOver)
            return;
        _isOver = true;
        foreach (var upload in _uploads.Values)
        {
            try
            {
                if (!upload.IsCompleted)
                    upload.Abort();
                else if (!_before.Contains(upload.Name.Key))
                    Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _name.Bucket, Key = upload.Name.Key }, CancellationToken.None).GetAwaiter().GetResult();
            }
            catch (Exception fault) when (BucketFaults.IsOne(fault) || fault is OperationCanceledException)
            {
                // The first fault is the one to tell.
            }
        }
    }

    internal override Exception Fault(Exception fault) => fault is not OutputException && BucketFaults.IsOne(fault)
        ? new OutputException(BucketFaults.Of(_name, "written", fault).Message.TrimEnd('.'), Path, fault) : fault;

    private IAmazonS3 Client => BucketClients.Of(_name.Bucket);

    private BucketUpload Upload(int index)
    {
        lock (_gate)
        {
            if (!_uploads.TryGetValue(index, out var upload))
                _uploads[index] = upload = BucketUpload.Begin(_isFolder ? _name with { Key = _name.Key + _form.PartName(index) } : _name, _cancellation);
            return upload;
        }
    }

    // What stands there: of a folder, all of it.
    private void Look(bool overwrite)
    {
        var request = new ListObjectsV2Request { BucketName = _name.Bucket, Prefix = _name.Key, MaxKeys = 1000 };
        for (bool more = true; more;)
        {
            var page = Client.ListObjectsV2Async(request, _cancellation).GetAwaiter().GetResult();
            _before.AddRange((page.S3Objects ?? []).Select(o => o.Key).Where(key => _isFolder || key == _name.Key));
            more = page.IsTruncated == true && _isFolder && overwrite;
            request.ContinuationToken = page.NextContinuationToken;
        }
        if (_before.Count > 0 && !overwrite)
            throw Stands(Path, _isFolder ? "there are objects here, which would be replaced" : "an object stands here already");
    }

    // Whether a path names what would be replaced.
    private bool Reads(string input)
    {
        if (!BucketPath.IsOne(input))
            return false;
        var read = BucketPath.Parse(input);
        if (read.Bucket != _name.Bucket)
            return false;
        if (_isFolder)
            return (KeyGlob.IsPattern(read.Key) ? new KeyGlob(read.Key).Prefix : read.Key + "/").StartsWith(_name.Key, StringComparison.Ordinal);
        return read.Key == _name.Key || (KeyGlob.IsPattern(read.Key) && new KeyGlob(read.Key).IsMatch(_name.Key));
    }
}
