using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Grid.OrleansEngine.Tests.Fleet;

/// <summary>DynamoDB as an emulator has it, for the tests of a class.</summary>
public sealed class Emulator : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private MotoServer? _server;
    private OneAtATime? _proxy;

    /// <summary>Where it listens; null where moto_server is not installed.</summary>
    public Uri? Address => _proxy?.Address;

    public async ValueTask InitializeAsync()
    {
        _server = await MotoServer.StartAsync();
        if (_server is not null)
            _proxy = await OneAtATime.StartAsync(_server.Address);
    }

    /// <summary>The rows of a table: each with its attributes as text.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ScanAsync(string table)
    {
        using var answer = await CallAsync("Scan", new { TableName = table });
        return [.. answer.RootElement.GetProperty("Items").EnumerateArray().Select(item => item.EnumerateObject()
            .ToDictionary(a => a.Name, a => a.Value.EnumerateObject().First().Value.ToString()))];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task<JsonDocument> CallAsync(string action, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        message.Headers.Add("X-Amz-Target", $"DynamoDB_20120810.{action}");
        message.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=dummy/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none");
        using var answer = await _http.SendAsync(message);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }
}
