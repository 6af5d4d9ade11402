using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Grid.Hosting;

/// <summary>Connects to DynamoDB where a fleet's options say that it is.</summary>
internal static class DynamoDbConnection
{
    // One try. A store that takes seconds is waited for; one that says nothing is asked again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A client of a region, with the credentials that AWS's clients usually find; or of an emulator, which wants none.</summary>
    /// <param name="service">The region's name, or an address.</param>
    /// <exception cref="ClusterException">There is no such region.</exception>
    public static AmazonDynamoDBClient Open(string service)
    {
        var config = new AmazonDynamoDBConfig { RetryMode = RequestRetryMode.Standard, MaxErrorRetry = 5, Timeout = Patience };
        if (service.StartsWith("http://", StringComparison.Ordinal) || service.StartsWith("https://", StringComparison.Ordinal))
        {
            config.ServiceURL = service;
            return new AmazonDynamoDBClient(new BasicAWSCredentials("dummy", "dummyKey"), config);
        }
        config.RegionEndpoint = RegionEndpoint.EnumerableAllRegions.FirstOrDefault(region => region.SystemName == service)
            ?? throw new ClusterException($"AWS_REGION={service} is no region of AWS: expected a name such as eu-central-1.");
        return new AmazonDynamoDBClient(config);
    }
}
