using System.Text.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace Grid.Hosting;

/// <summary>
/// The service of ECS whose tasks are a fleet's silos: how many there are, and how many there shall be. Nothing else of the account is
/// looked at. What AWS throttles is asked again for about a minute, later each time.
/// </summary>
internal sealed class EcsService : IDisposable
{
    private const int Tries = 9;
    private const string Api = "AmazonEC2ContainerServiceV20141113";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly string _cluster;
    private readonly string _service;
    private readonly string _region;
    private readonly Uri _address;
    private readonly Func<Task<ImmutableCredentials>> _credentials;
    private readonly TimeSpan _pause;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Names a service.</summary>
    /// <param name="place">The service.</param>
    /// <param name="region">Its region.</param>
    /// <param name="address">Where ECS is; null for the region's own, or what <c>AWS_ENDPOINT_URL</c> says.</param>
    /// <param name="credentials">Who asks; null for whom AWS's clients usually find.</param>
    /// <param name="pause">How long it waits before it asks again first; null for what is usual.</param>
    public EcsService(EcsPlace place, string region, Uri? address = null, Func<Task<ImmutableCredentials>>? credentials = null, TimeSpan? pause = null)
    {
        (_cluster, _service, _region, _pause) = (place.Cluster, place.Service, region, pause ?? TimeSpan.FromMilliseconds(250));
        _address = address ?? Endpoint(region);
        _credentials = credentials ?? FindCredentialsAsync;
    }

    /// <summary>How many tasks there are, and how many there shall be.</summary>
    /// <exception cref="ClusterException">ECS does not say; the message tells why.</exception>
    public async Task<EcsCount> CountAsync(CancellationToken cancellation)
    {
        using var answer = await CallAsync("DescribeServices", new { cluster = _cluster, services = new[] { _service } }, cancellation);
        var services = answer.RootElement.GetProperty("services");
        if (services.GetArrayLength() == 0)
            throw new ClusterException($"ECS in {_region} has no service '{_service}' in cluster '{_cluster}': see {FleetSettings.EcsServiceVariable} and {FleetSettings.EcsClusterVariable}.");
        var there = services[0];
        string? last = there.TryGetProperty("events", out var events) && events.GetArrayLength() > 0 ? events[0].GetProperty("message").GetString() : null;
        return new EcsCount(there.GetProperty("runningCount").GetInt32(), there.GetProperty("desiredCount").GetInt32(), last);
    }

    /// <summary>Says how many tasks there shall be; returns before they are there, or gone.</summary>
    /// <exception cref="ClusterException">ECS does not do it; the message tells why.</exception>
    public async Task SetAsync(int count, CancellationToken cancellation) =>
        (await CallAsync("UpdateService", new { cluster = _cluster, service = _service, desiredCount = count }, cancellation)).Dispose();

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> CallAsync(string action, object request, CancellationToken cancellation)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(request);
        for (int tries = 1; ; tries++)
        {
            string fault;
            try
            {
                using var message = await SignedAsync(action, body);
                using var answer = await _http.SendAsync(message, cancellation);
                byte[] said = await answer.Content.ReadAsByteArrayAsync(cancellation);
                if (answer.IsSuccessStatusCode)
                    return JsonDocument.Parse(said);
                var (code, words) = EcsFault.Read(said, answer.StatusCode);
                fault = $"{code}: {words}";
                if (!EcsFault.PassesSoon(code, answer.StatusCode))
                    throw new ClusterException(EcsFault.Of(code, words, action, _region, _service));
            }
            catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                fault = e.GetBaseException().Message;
            }
            if (tries == Tries)
                throw new ClusterException($"ECS in {_region} is too busy, or cannot be reached, for {action} of service '{_service}' ({fault}): it was asked {Tries} times. Try again in a minute.");
            await Task.Delay(Pause(tries), cancellation);
        }
    }

    private async Task<HttpRequestMessage> SignedAsync(string action, byte[] body)
    {
        var who = await _credentials();
        var headers = new Dictionary<string, string>
        {
            ["content-type"] = "application/x-amz-json-1.1",
            ["host"] = _address.Authority,
            ["x-amz-date"] = AwsSignature.TimeOf(DateTime.UtcNow),
            ["x-amz-target"] = $"{Api}.{action}",
        };
        if (who.UseToken)
            headers["x-amz-security-token"] = who.Token;
        var message = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers.Where(h => h.Key != "content-type"))
            message.Headers.TryAddWithoutValidation(name, value);
        message.Content.Headers.TryAddWithoutValidation("content-type", headers["content-type"]);
        message.Headers.TryAddWithoutValidation("authorization", AwsSignature.Of(headers, body, who.AccessKey, who.SecretKey, _region, "ecs"));
        return message;
    }

    // Twice as long each time, and half of that by chance, so that many who met do not meet again.
    private TimeSpan Pause(int tries)
    {
        double longest = Math.Min(_pause.TotalMilliseconds * (1 << tries), LongestPause.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(longest * (0.5 + Random.Shared.NextDouble() / 2));
    }

    private static Uri Endpoint(string region)
    {
        string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        string address = Given("AWS_ENDPOINT_URL_ECS") ?? Given("AWS_ENDPOINT_URL") ?? $"https://ecs.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri
            : throw new ClusterException($"AWS_ENDPOINT_URL_ECS or AWS_ENDPOINT_URL={address}: expected where ECS is asked, such as https://ecs.{region}.amazonaws.com/.");
    }

    private async Task<ImmutableCredentials> FindCredentialsAsync()
    {
        try
        {
            return await (await new DefaultAWSCredentialsIdentityResolver().ResolveIdentityAsync(null)).GetCredentialsAsync();
        }
        catch (AmazonClientException e)
        {
            throw new ClusterException($"there are no credentials to ask ECS in {_region} for service '{_service}': set AWS_ACCESS_KEY_ID and its kin, AWS_PROFILE, or the task's role.", e);
        }
    }
}
