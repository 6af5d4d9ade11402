using Amazon.S3;
using Amazon.S3.Model;

namespace Grid.Sources;

/// <summary>
/// An object of a bucket as it is written: parts go out while the next ones are filled, and the object is there when all of it is
/// completed, and else never. The first part comes when the upload is opened, so that what is refused is refused before the work.
/// </summary>
internal sealed class BucketUpload : Stream
{
    private const int LeastPart = 8 << 20, PartsOfOneSize = 1000, MostAtOnce = 3;

    private readonly BucketPath _name;
    private readonly IAmazonS3 _client;
    private readonly string _id;
    private readonly CancellationToken _cancellation;
    private readonly Queue<Task<PartETag>> _sending = [];
    private readonly List<PartETag> _sent = [];
    private byte[] _part = [];
    private int _filled;
    private int _parts;

    private BucketUpload(BucketPath name, IAmazonS3 client, string id, CancellationToken cancellation) =>
        (_name, _client, _id, _cancellation) = (name, client, id, cancellation);

    /// <summary>The object.</summary>
    public BucketPath Name => _name;

    /// <summary>Whether all of it is sent.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Whether it is completed.</summary>
    public bool IsCompleted { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    private int PartBytes => LeastPart << Math.Min(_parts / PartsOfOneSize, 8);

    public static BucketUpload Begin(BucketPath name, CancellationToken cancellation)
    {
        var client = BucketClients.Of(name.Bucket);
        var answer = client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = name.Bucket, Key = name.Key }, cancellation).GetAwaiter().GetResult();
        return new BucketUpload(name, client, answer.UploadId, cancellation);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_filled > 0 && _filled == _part.Length)
                Send();
            if (_part.Length == 0)
                _part = new byte[PartBytes];
            int count = Math.Min(buffer.Length, _part.Length - _filled);
            buffer[..count].CopyTo(_part.AsSpan(_filled));
            _filled += count;
            buffer = buffer[count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Has the object be there, once all is sent.</summary>
    public void Complete()
    {
        var request = new CompleteMultipartUploadRequest { BucketName = _name.Bucket, Key = _name.Key, UploadId = _id, PartETags = _sent };
        _client.CompleteMultipartUploadAsync(request, _cancellation).GetAwaiter().GetResult();
        IsCompleted = true;
    }

    /// <summary>Has nothing of it stay; what cannot be reached any more is left to the bucket's rules for uploads that were never completed.</summary>
    public void Abort()
    {
        foreach (var sending in _sending)
            sending.ContinueWith(static t => t.Exception, TaskScheduler.Default).GetAwaiter().GetResult();
        _client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = _name.Bucket, Key = _name.Key, UploadId = _id }, CancellationToken.None).GetAwaiter().GetResult();
    }

    public override void Flush()
    {
        // A part goes out when it is full.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Sends what is left, and waits until all of it is there. An object of no bytes has a part of none.</summary>
    public void SendRest()
    {
        if (_filled > 0 || _parts == 0)
            Send();
        while (_sending.Count > 0)
            TakeSent();
        IsSent = true;
    }

    private void Send()
    {
        while (_sending.Count >= MostAtOnce)
            TakeSent();
        _sending.Enqueue(SendAsync(_part, _filled, ++_parts));
        (_part, _filled) = ([], 0);
    }

    private void TakeSent() => _sent.Add(_sending.Dequeue().GetAwaiter().GetResult());

    private async Task<PartETag> SendAsync(byte[] part, int length, int number)
    {
        using var content = new MemoryStream(part, 0, length, writable: false);
        var request = new UploadPartRequest
        {
            BucketName = _name.Bucket,
            Key = _name.Key,
            UploadId = _id,
            PartNumber = number,
            PartSize = length,
            InputStream = content,
            UseChunkEncoding = false,
        };
        var answer = await _client.UploadPartAsync(request, _cancellation).ConfigureAwait(false);
        return new PartETag(number, answer.ETag);
    }
}
