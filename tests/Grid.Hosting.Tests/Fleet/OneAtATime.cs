using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>
/// Passes requests on to a server on loopback, one at a time. The emulator's transactions are none against one another: one that
/// fails puts the table back to what it was when it began, over what another has written meanwhile.
/// </summary>
internal sealed class OneAtATime : IAsyncDisposable
{
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Keep-Alive", "Expect", "Transfer-Encoding" };

    private readonly SemaphoreSlim _turn = new(1);
    private readonly HttpClient _http = new();
    private readonly WebApplication _server;
    private readonly Uri _target;

    private OneAtATime(WebApplication server, Uri target) => (_server, _target) = (server, target);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_server.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="target">The server.</param>
    /// <param name="around">Told of each request, to pass it on or not; null for all are passed on.</param>
    public static async Task<OneAtATime> StartAsync(Uri target, Func<HttpContext, Func<Task>, Task>? around = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var proxy = new OneAtATime(builder.Build(), target);
        proxy._server.Run(context => around is null ? proxy.PassAsync(context) : around(context, () => proxy.PassAsync(context)));
        await proxy._server.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
        _turn.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_target, context.Request.Path + context.Request.QueryString))
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        foreach (var (name, values) in context.Request.Headers.Where(h => !OfTheConnection.Contains(h.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()) && name != "Content-Length")
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        }
        await _turn.WaitAsync();
        try
        {
            using var answer = await _http.SendAsync(request);
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !OfTheConnection.Contains(h.Key)))
                context.Response.Headers[name] = values.ToArray();
            await answer.Content.CopyToAsync(context.Response.Body);
        }
        finally
        {
            _turn.Release();
        }
    }
}
