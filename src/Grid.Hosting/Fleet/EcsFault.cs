using System.Net;
using System.Text.Json;

namespace Grid.Hosting;

/// <summary>What goes wrong with ECS: what passes soon, and words for all else.</summary>
internal static class EcsFault
{
    private static readonly string[] Passing = ["ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded", "ServerException", "ServiceUnavailable", "InternalFailure"];

    /// <summary>The code and the words of an answer that is a refusal.</summary>
    public static (string Code, string Words) Read(byte[] answer, HttpStatusCode status)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
            return (Text("__type")?.Split('#')[^1] ?? $"{(int)status}", Text("message") ?? Text("Message") ?? "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ($"{(int)status}", "");
        }
    }

    /// <summary>Whether the same call may succeed in a moment.</summary>
    public static bool PassesSoon(string code, HttpStatusCode status) => Passing.Contains(code) || status == HttpStatusCode.TooManyRequests || (int)status >= 500;

    /// <summary>A line that says what was to be done, what came of it, and what to do.</summary>
    public static string Of(string code, string words, string action, string region, string service) => code switch
    {
        "AccessDeniedException" => $"ECS in {region} does not allow this role ecs:{action} of service '{service}': give it the actions of deploy/grid.yaml. ({OneLine.Of(words)})",
        "ClusterNotFoundException" or "ServiceNotFoundException" or "ServiceNotActiveException" =>
            $"ECS in {region} has no service '{service}' ({code}): see {FleetSettings.EcsServiceVariable} and {FleetSettings.EcsClusterVariable}.",
        "UnrecognizedClientException" or "InvalidSignatureException" or "ExpiredTokenException" or "MissingAuthenticationTokenException" or "IncompleteSignatureException" =>
            $"ECS in {region} does not accept the credentials, for {action} of service '{service}': renew AWS_ACCESS_KEY_ID and its kin, AWS_PROFILE, or the task's role. ({OneLine.Of(words)})",
        _ => $"ECS in {region} refuses {action} of service '{service}': {code}: {OneLine.Of(words)}. Look at the service in ECS.",
    };
}
