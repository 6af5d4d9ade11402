using System.Buffers;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Grid.Sources;

/// <summary>
/// An object of a bucket, read by GETs of ranges. Every one of them names the planned content's tag, so that no byte of
/// another is ever read. One that breaks off is taken up again where it did.
/// </summary>
internal sealed class BucketObject(FileStamp file, CancellationToken cancellation) : SourceFile(file)
{
    private const int Attempts = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly BucketPath _name = BucketPath.Parse(file.Path);

    public override int StretchBytes => BucketStretch.PieceBytes * (BucketStretch.Ahead + 1);

    /// <summary>Cancelled when reads shall end.</summary>
    public CancellationToken Cancellation => cancellation;

    public override void CheckUnchanged()
    {
        // Each answer was checked.
    }

    public override int Read(Span<byte> buffer, long offset)
    {
        int length = (int)Math.Min(buffer.Length, File.Length - offset);
        if (length <= 0)
            throw Changed();
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            GetAsync(bytes.AsMemory(0, length), offset, cancellation).GetAwaiter().GetResult();
            bytes.AsSpan(0, length).CopyTo(buffer);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public override SourceStretch Stretch(long start, long end) => new BucketStretch(this, start, end);

    public override void ForMany(int places, Action<int> work) => WaitingThreads.ForMany(places, work);

    /// <summary>Fills memory with the bytes from an offset on.</summary>
    /// <exception cref="SourceException">The object is gone or has changed, or S3 does not give it.</exception>
    public async Task GetAsync(Memory<byte> memory, long offset, CancellationToken end)
    {
        int got = 0;
        for (int attempt = 1; ; attempt++)
        {
            using var patience = new Patience(end);
            Exception? broken = null;
            try
            {
                using var answer = await SendAsync(offset + got, offset + memory.Length, patience).ConfigureAwait(false);
                try
                {
                    for (int read = 1; read > 0 && got < memory.Length; got += read)
                    {
                        patience.Renew();
                        read = await answer.ResponseStream.ReadAsync(memory[got..], patience.Token).ConfigureAwait(false);
                    }
                }
                catch (Exception e) when (BucketFaults.IsOne(e))
                {
                    broken = e;
                }
            }
            catch (OperationCanceledException e) when (patience.IsEnded(e))
            {
                broken = new TimeoutException($"no byte within {Patience.Seconds} s", e);
            }
            if (got == memory.Length)
                return;
            end.ThrowIfCancellationRequested();
            if (attempt == Attempts)
                throw BucketFaults.Of(_name, "read", broken ?? new EndOfStreamException($"the answer ends {memory.Length - got} bytes too soon"));
            await Task.Delay(s_pause * attempt, end).ConfigureAwait(false);
        }
    }

    private async Task<GetObjectResponse> SendAsync(long start, long limit, Patience patience)
    {
        var request = new GetObjectRequest
        {
            BucketName = _name.Bucket,
            Key = _name.Key,
            ByteRange = new ByteRange(start, limit - 1),
            EtagToMatch = $"\"{File.ETag}\"",
        };
        GetObjectResponse answer;
        try
        {
            answer = await BucketClients.Of(_name.Bucket).GetObjectAsync(request, patience.Token).ConfigureAwait(false);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw Changed(e);
        }
        catch (AmazonS3Exception e) when (BucketFaults.IsNotFound(e) && e.ErrorCode != "NoSuchBucket")
        {
            throw Gone(File.Path, e);
        }
        catch (Exception e) when (BucketFaults.IsOne(e))
        {
            patience.Token.ThrowIfCancellationRequested();
            throw BucketFaults.Of(_name, "read", e);
        }
        // What stands in for S3 may know neither condition nor range.
        if (answer.ETag?.Trim('"') == File.ETag && answer.ContentLength == limit - start)
            return answer;
        answer.Dispose();
        throw Changed();
    }

    public override void Dispose()
    {
        // An object is not held open.
    }
}
