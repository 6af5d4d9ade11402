using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Grid.Sources.Tests;

/// <summary>A server of files on this machine, which gives ranges or not, and misbehaves as a test has it.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string? Tag)> _files = new();
    private readonly int _port;

    public LoopbackServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Whether ranges are given.</summary>
    public bool GivesRanges { get; set; } = true;

    /// <summary>Whether answers have tags.</summary>
    public bool HasTags { get; set; } = true;

    /// <summary>Whether answers say when a file was modified.</summary>
    public bool HasTimes { get; set; } = true;

    /// <summary>Whether the length of a whole file is said before it is sent.</summary>
    public bool HasLengths { get; set; } = true;

    /// <summary>Answers in place of the server, by request; null lets the server answer.</summary>
    public Func<HttpListenerContext, bool>? Instead { get; set; }

    /// <summary>The ranges that were asked for; empty where the whole was.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string this[string name] => $"http://127.0.0.1:{_port}/{name}";

    public string Put(string name, byte[] bytes, string? tag = null)
    {
        _files[name] = (bytes, tag ?? $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))[..16]}\"");
        return this[name];
    }

    private async Task ServeAsync()
    {
        try
        {
            while (_listener.IsListening)
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => Answer(context));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private void Answer(HttpListenerContext context)
    {
        try
        {
            string? range = context.Request.Headers["Range"];
            Requests.Enqueue(range ?? "");
            if (Instead?.Invoke(context) == true)
                return;
            var response = context.Response;
            if (!_files.TryGetValue(context.Request.Url!.AbsolutePath[1..], out var file))
            {
                response.StatusCode = 404;
                response.Close();
                return;
            }
            if (HasTags)
                response.Headers["ETag"] = file.Tag;
            if (HasTimes)
                response.Headers["Last-Modified"] = "Wed, 21 Oct 2015 07:28:00 GMT";
            if (context.Request.Headers["If-Match"] is { } match && match != file.Tag)
            {
                response.StatusCode = 412;
                response.Close();
                return;
            }
            var bytes = file.Bytes.AsMemory();
            if (GivesRanges && range is not null)
            {
                string[] ends = range["bytes=".Length..].Split('-');
                int from = int.Parse(ends[0]), to = Math.Min(int.Parse(ends[1]), bytes.Length - 1);
                if (from >= bytes.Length)
                {
                    response.StatusCode = 416;
                    response.Headers["Content-Range"] = $"bytes */{bytes.Length}";
                    response.Close();
                    return;
                }
                response.StatusCode = 206;
                response.Headers["Content-Range"] = $"bytes {from}-{to}/{bytes.Length}";
                bytes = bytes[from..(to + 1)];
            }
            if (HasLengths)
                response.ContentLength64 = bytes.Length;
            else
                response.SendChunked = true;
            response.OutputStream.Write(bytes.Span);
            response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // Who asked has gone.
        }
    }

    public void Dispose() => _listener.Close();
}
