using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>DynamoDB as an emulator has it, for the tests of a class.</summary>
public abstract class DynamoDbEmulator : ITestStore, IAsyncLifetime
{
    private readonly HttpClient _http = new();

    /// <summary>Where it listens; null where it is not there.</summary>
    public abstract Uri? Address { get; }

    public abstract string? Missing { get; }

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public IReadOnlyDictionary<string, string> EnvironmentOf(string fleet) => new Dictionary<string, string>
    {
        ["GRID_DYNAMODB_TABLE"] = TableOf(fleet),
        ["GRID_DYNAMODB_STATE_TABLE"] = $"{fleet}-state",
        ["GRID_DYNAMODB_SERVICE_URL"] = Address!.ToString(),
        ["GRID_DYNAMODB_CREATE_TABLE"] = "true",
        ["AWS_REGION"] = "us-east-1",
    };

    /// <summary>The membership's table of a fleet.</summary>
    public static string TableOf(string fleet) => $"{fleet}-members";

    public async Task<Dictionary<string, SiloStatus>> StatusesAsync(string fleet) => (await ScanAsync(TableOf(fleet)))
        .Where(row => row.TryGetProperty("SiloName", out _))
        .ToDictionary(row => row.GetProperty("SiloName").GetProperty("S").GetString()!, row => (SiloStatus)int.Parse(row.GetProperty("SiloStatus").GetProperty("N").GetString()!, CultureInfo.InvariantCulture));

    /// <summary>The rows of a table as DynamoDB's own JSON has them: each attribute with its type.</summary>
    public async Task<IReadOnlyList<JsonElement>> ScanAsync(string table) => [.. (await CallAsync("Scan", new { TableName = table })).GetProperty("Items").EnumerateArray()];

    private async Task<JsonElement> CallAsync(string action, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        message.Headers.Add("X-Amz-Target", $"DynamoDB_20120810.{action}");
        message.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=dummy/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none");
        using var answer = await _http.SendAsync(message);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
