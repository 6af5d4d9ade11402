using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace Grid.Sources;

/// <summary>Says in a line what S3, or the way there, does not allow, and what to do.</summary>
internal static class BucketFaults
{
    private static readonly string[] s_ofCredentials = ["InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired", "RequestExpired"];
    private static readonly string[] s_ofHaste = ["SlowDown", "RequestLimitExceeded", "Throttling", "ThrottlingException", "RequestThrottled", "TooManyRequests", "BandwidthLimitExceeded"];
    private static readonly string[] s_ofRegion = ["PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"];

    /// <summary>Whether an exception is of S3, of its SDK, or of the network.</summary>
    public static bool IsOne(Exception e) => e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException;

    public static bool IsForbidden(Exception e) => e is AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden };

    public static bool IsNotFound(Exception e) => e is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound };

    /// <summary>A fault as the reader's exception.</summary>
    /// <param name="name">What was asked for.</param>
    /// <param name="verb">What could not be done to it: <c>read</c>, <c>listed</c> or <c>written</c>.</param>
    /// <param name="e">What came instead of an answer.</param>
    public static SourceException Of(BucketPath name, string verb, Exception e) =>
        new($"{name} cannot be {verb}: {(e is AmazonS3Exception { StatusCode: not 0 } refusal ? OfS3(name, verb, refusal) : OfWay(e))}", name.ToString(), inner: e);

    private static string OfS3(BucketPath name, string verb, AmazonS3Exception e)
    {
        string said = Said(e);
        if (e.ErrorCode == "NoSuchBucket")
            return $"there is no bucket '{name.Bucket}'; check its name.";
        if (s_ofCredentials.Contains(e.ErrorCode))
            return $"S3 says {said}; check the credentials (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or the task's role).";
        // It was asked several times by then, ever later.
        if (s_ofHaste.Contains(e.ErrorCode) || e.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            return $"S3 says {said}, asked more than it answers; try again later, or have fewer silos at work on bucket '{name.Bucket}' at once.";
        if ((int)e.StatusCode >= 500)
            return $"S3 says {said}, a fault of its own; try again later.";
        if (e.StatusCode == HttpStatusCode.MovedPermanently || s_ofRegion.Contains(e.ErrorCode))
            return $"S3 says {said}; set AWS_REGION to the region of bucket '{name.Bucket}'.";
        if (e.StatusCode == HttpStatusCode.Forbidden && verb == "written")
            return $"S3 says {said}; allow the credentials in use s3:PutObject, s3:AbortMultipartUpload and s3:DeleteObject on its objects, and s3:ListBucket on bucket '{name.Bucket}'.";
        if (e.StatusCode == HttpStatusCode.Forbidden && e.ErrorCode != "InvalidObjectState")
            return $"S3 says {said}; allow the credentials in use s3:GetObject on its objects and s3:ListBucket on bucket '{name.Bucket}', without which what does not exist is refused likewise.";
        return $"S3 says {said}; try again, or check the object in the bucket.";
    }

    private static string OfWay(Exception e) => e switch
    {
        // The SDK has one type of exception for all that is missing.
        AmazonClientException when e.Message.Contains("RegionEndpoint", StringComparison.Ordinal) =>
            "no AWS region is known; set AWS_REGION to that of the bucket.",
        AmazonClientException when e.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) =>
            "no AWS credentials are found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give the task a role.",
        AmazonClientException when e.GetBaseException() is AmazonClientException known =>
            $"{Line(known.Message)}; check AWS_PROFILE and the credentials.",
        _ => $"S3 does not answer: {Line(e.GetBaseException().Message)}; check the network, and AWS_REGION or AWS_ENDPOINT_URL.",
    };

    // The answer to HEAD has no body, and so no more than its status.
    private static string Said(AmazonS3Exception e) =>
        string.IsNullOrEmpty(e.ErrorCode) || e.ErrorCode == e.StatusCode.ToString() ? $"{(int)e.StatusCode} {e.StatusCode}" : $"{e.ErrorCode} ({Line(e.Message)})";

    private static string Line(string message) => message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
