using System.Net;
using System.Text.Json;

namespace Grid.Hosting;

/// <summary>Where a container of ECS is reached, as the task metadata endpoint tells it (version 4).</summary>
internal static class TaskAddress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks the endpoint.</summary>
    /// <param name="metadata">Its address, of <see cref="FleetSettings.TaskMetadata"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ClusterException">It does not answer, or names no address.</exception>
    public static async Task<IPAddress> AskAsync(Uri metadata, CancellationToken cancellation)
    {
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            await using var answer = await http.GetStreamAsync(metadata, cancellation);
            using var json = await JsonDocument.ParseAsync(answer, cancellationToken: cancellation);
            return Read(json.RootElement)
                ?? throw new ClusterException($"the task metadata of {metadata} names no network with an IPv4 address: run the task in network mode awsvpc.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ClusterException($"the task metadata of {metadata} cannot be read: {e.Message} {FleetSettings.TaskMetadataVariable} is for ECS to set.", e);
        }
    }

    private static IPAddress? Read(JsonElement container)
    {
        if (!container.TryGetProperty("Networks", out var networks) || networks.ValueKind != JsonValueKind.Array)
            return null;
        foreach (var network in networks.EnumerateArray())
        {
            if (network.TryGetProperty("IPv4Addresses", out var addresses) && addresses.ValueKind == JsonValueKind.Array
                && addresses.EnumerateArray().Select(a => a.GetString()).FirstOrDefault() is { } text && IPAddress.TryParse(text, out var address))
            {
                return address;
            }
        }
        return null;
    }
}
