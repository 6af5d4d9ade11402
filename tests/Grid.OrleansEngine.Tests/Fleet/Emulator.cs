using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Grid.OrleansEngine.Tests.Fleet;

/// <summary>DynamoDB as <c>moto_server</c> emulates it, on loopback, in a process of its own.</summary>
public sealed class Emulator : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new();
    private Process? _process;

    /// <summary>Where it listens; null where moto_server is not installed.</summary>
    public Uri? Address { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Find("moto_server") is not { } program)
            return;
        int port = FreePort();
        var start = new ProcessStartInfo(program, ["-H", "127.0.0.1", "-p", $"{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = new Uri($"http://127.0.0.1:{port}");
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await CallAsync("ListTables", new { });
                return;
            }
            catch (HttpRequestException) when (clock.Elapsed < Patience)
            {
                await Task.Delay(100);
            }
        }
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
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
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

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
