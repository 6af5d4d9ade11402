using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Grid.Chaos.Tests.Silo;

/// <summary>Takes what is sent by OTLP over HTTP, and knows which names stand in it.</summary>
internal sealed class TelemetryReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly List<(string Path, string Text)> _received = [];

    private TelemetryReceiver(WebApplication server) => _server = server;

    public string Address => _server.Urls.First();

    public static async Task<TelemetryReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = new TelemetryReceiver(builder.Build());
        receiver._server.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            lock (receiver._received)
                receiver._received.Add((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>Whether a name stood in what was sent to a path: protocol buffers hold names as they are.</summary>
    public bool Has(string path, string name)
    {
        lock (_received)
            return _received.Any(r => r.Path == path && r.Text.Contains(name, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
