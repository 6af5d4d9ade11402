using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Grid.Sources;

/// <summary>
/// An object of a bucket, read by GETs of ranges. Every one of them names the planned content's tag, so that no byte of
/// another is ever read.
/// </summary>
internal sealed class BucketObject(FileStamp file, CancellationToken cancellation) : RangedFile(file, cancellation)
{
    private readonly BucketPath _name = BucketPath.Parse(file.Path);

    protected override bool IsFault(Exception e) => BucketFaults.IsOne(e);

    // The SDK has asked again already.
    protected override bool IsPassing(Exception e) => false;

    protected override SourceException Fault(Exception e) => BucketFaults.Of(_name, "read", e);

    protected override async Task<RangeAnswer> SendAsync(long start, long limit, Patience patience)
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
            return new RangeAnswer(answer, answer.ResponseStream);
        answer.Dispose();
        throw Changed();
    }
}
