using Amazon.Runtime;
using Amazon.S3;

namespace Grid.Sources.Tests;

/// <summary>Makes buckets of one store in this process, each known to be read from there.</summary>
internal static class Buckets
{
    private static readonly Lazy<LoopbackStore> s_store = new(() => new LoopbackStore());
    private static readonly Lazy<IAmazonS3> s_client = new(() => ClientOf(s_store.Value.Address));

    /// <summary>Where the store is.</summary>
    public static string Address => s_store.Value.Address;

    public static LoopbackBucket Make()
    {
        var bucket = s_store.Value.Make();
        BucketClients.Use(bucket.Name, s_client.Value);
        return bucket;
    }

    /// <summary>The name of a bucket that the store has not.</summary>
    public static string Missing()
    {
        string name = $"none-{Guid.NewGuid():N}";
        BucketClients.Use(name, s_client.Value);
        return name;
    }

    /// <summary>A client of an emulator.</summary>
    public static IAmazonS3 ClientOf(string address) => new AmazonS3Client(
        new BasicAWSCredentials("test", "test"), BucketClients.Configure(name => name == "AWS_ENDPOINT_URL" ? address : null));
}
