using System.Net;
using System.Text.RegularExpressions;

namespace Grid.Deploy.Tests;

/// <summary>A way to the emulator that writes down what is called, by IAM's names.</summary>
internal sealed partial class RecordedAws : IDisposable
{
    private readonly HttpListener _server = new();
    private readonly HttpClient _http = new();
    private readonly string _target;
    private readonly HashSet<string> _calls = [];

    public RecordedAws(EmulatedAws aws)
    {
        _target = aws.Address;
        Address = $"http://127.0.0.1:{MotoServer.FreePort()}";
        _server.Prefixes.Add(Address + "/");
        _server.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>What was called, each once.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls.Order(StringComparer.Ordinal)];
        }
    }

    public void Dispose()
    {
        _server.Close();
        _http.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (_server.IsListening)
        {
            try
            {
                _ = PassAsync(await _server.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(HttpListenerContext call)
    {
        try
        {
            lock (_calls)
                _calls.UnionWith(NamesOf(call.Request));
            var body = new MemoryStream();
            await call.Request.InputStream.CopyToAsync(body);
            using var request = new HttpRequestMessage(new HttpMethod(call.Request.HttpMethod), _target + call.Request.RawUrl);
            if (body.Length > 0)
                request.Content = new ByteArrayContent(body.ToArray());
            foreach (string name in call.Request.Headers.AllKeys.OfType<string>().Where(n => n is not ("Host" or "Connection" or "Expect" or "Content-Length" or "Transfer-Encoding")))
            {
                if (!request.Headers.TryAddWithoutValidation(name, call.Request.Headers[name]))
                    request.Content?.Headers.TryAddWithoutValidation(name, call.Request.Headers[name]);
            }
            using var answer = await _http.SendAsync(request);
            call.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Connection" or "Transfer-Encoding" or "Content-Length")))
                call.Response.Headers[name] = string.Join(',', values);
            byte[] said = await answer.Content.ReadAsByteArrayAsync();
            if (call.Request.HttpMethod == "HEAD")
                call.Response.ContentLength64 = answer.Content.Headers.ContentLength ?? 0;
            call.Response.Close(call.Request.HttpMethod == "HEAD" ? [] : said, willBlock: false);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or HttpRequestException or InvalidOperationException)
        {
            call.Response.Abort();
        }
    }

    private static string[] NamesOf(HttpListenerRequest request)
    {
        string service = Scope().Match(request.Headers["Authorization"] ?? "").Groups[1].Value;
        if (request.Headers["X-Amz-Target"]?.Split('.')[^1] is not { } action)
            return [service == "s3" ? request.QueryString["list-type"] is null ? "s3:GetObject" : "s3:ListBucket" : $"{service}:{request.HttpMethod}"];
        // Transactions are allowed by what they are made of.
        return action switch
        {
            "TransactGetItems" => ["dynamodb:GetItem"],
            "TransactWriteItems" => ["dynamodb:PutItem", "dynamodb:UpdateItem"],
            _ => [$"{service}:{action}"],
        };
    }

    [GeneratedRegex("Credential=[^/]+/[0-9]+/[^/]+/([a-z0-9-]+)/")]
    private static partial Regex Scope();
}
