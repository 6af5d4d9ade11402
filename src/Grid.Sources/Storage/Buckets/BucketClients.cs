using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Grid.Sources;

/// <summary>
/// The process's one client of S3, made when a bucket is first read: a process that reads none loads nothing of the SDK.
/// Region, credentials and endpoint are what the environment says, as for any program of the SDK.
/// </summary>
internal static class BucketClients
{
    // The SDK's two are over within three seconds, and many readers that start together are throttled for longer than that.
    private const int Retries = 4;

    private static readonly ConcurrentDictionary<string, IAmazonS3> s_others = new(StringComparer.Ordinal);
    private static readonly Lazy<IAmazonS3> s_client = new(() => new AmazonS3Client(Configure(Environment.GetEnvironmentVariable)));

    /// <summary>The client that reads a bucket.</summary>
    public static IAmazonS3 Of(string bucket) => s_others.TryGetValue(bucket, out var other) ? other : s_client.Value;

    /// <summary>Has a bucket read by a client of its own, as where it is in an emulator.</summary>
    public static void Use(string bucket, IAmazonS3 client) => s_others[bucket] = client;

    /// <summary>What a client is made with, given the variables of the environment.</summary>
    public static AmazonS3Config Configure(Func<string, string?> variable)
    {
        // Of a part of an object there is no checksum to compare; TLS and the tag vouch for it.
        var config = new AmazonS3Config { ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED };
        if (Value("AWS_MAX_ATTEMPTS") is null)
            config.MaxErrorRetry = Retries;
        string? region = Value("AWS_REGION") ?? Value("AWS_DEFAULT_REGION");
        if ((Value("AWS_ENDPOINT_URL_S3") ?? Value("AWS_ENDPOINT_URL")) is { } endpoint)
        {
            config.ServiceURL = endpoint;
            // An emulator has one address for all buckets.
            config.ForcePathStyle = true;
            config.AuthenticationRegion = region ?? "us-east-1";
        }
        else if (region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        return config;

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }
}
