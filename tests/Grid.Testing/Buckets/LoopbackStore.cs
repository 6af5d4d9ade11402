using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security;
using System.Text;

namespace Grid.Testing;

/// <summary>What Grid asks of S3, in this process, on loopback: GET with Range and If-Match, HEAD, ListObjectsV2 in pages, DELETE, and uploads in parts.</summary>
public sealed partial class LoopbackStore : IDisposable
{
    private readonly ConcurrentDictionary<string, LoopbackBucket> _buckets = new(StringComparer.Ordinal);
    private readonly HttpListener _listener;

    public LoopbackStore()
    {
        (_listener, Address) = Listen();
        _ = ServeAsync();
    }

    /// <summary>Its endpoint.</summary>
    public string Address { get; }

    /// <summary>Makes a bucket; under a name of its own where none is given.</summary>
    public LoopbackBucket Make(string? name = null) => _buckets.GetOrAdd(name ?? $"b-{Guid.NewGuid():N}", made => new LoopbackBucket(made));

    public void Dispose() => _listener.Close();

    private static (HttpListener Listener, string Address) Listen()
    {
        while (true)
        {
            // A port above those that the system gives out by itself.
            string address = $"http://127.0.0.1:{Random.Shared.Next(61_000, 65_000)}";
            var listener = new HttpListener { Prefixes = { address + "/" }, IgnoreWriteExceptions = true };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                // Taken.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            string[] target = context.Request.RawUrl!.Split('?', 2);
            string[] names = target[0].TrimStart('/').Split('/', 2);
            string key = names.Length > 1 ? Uri.UnescapeDataString(names[1]) : "";
            if (!_buckets.TryGetValue(names[0], out var bucket))
                await RefuseAsync(context, 404, "NoSuchBucket").ConfigureAwait(false);
            else if (bucket.TakeRefusal() is var (status, code))
                await RefuseAsync(context, status, code).ConfigureAwait(false);
            else if (key.Length == 0)
                await ListAsync(context, bucket, Query(target.ElementAtOrDefault(1) ?? "")).ConfigureAwait(false);
            else if (context.Request.HttpMethod is "PUT" or "POST" or "DELETE")
                await ChangeAsync(context, bucket, key, Query(target.ElementAtOrDefault(1) ?? "")).ConfigureAwait(false);
            else
                await GetAsync(context, bucket, key).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            context.Response.Abort();
        }
    }

    private static Dictionary<string, string> Query(string text) => text.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""));

    private static async Task RefuseAsync(HttpListenerContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        await WriteAsync(context, $"<Error><Code>{code}</Code><Message>It is said that {code}.</Message></Error>").ConfigureAwait(false);
    }

    private static async Task WriteAsync(HttpListenerContext context, string xml)
    {
        byte[] body = Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8"?>{xml}""");
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength64 = body.Length;
        if (context.Request.HttpMethod != "HEAD")
            await context.Response.OutputStream.WriteAsync(body).ConfigureAwait(false);
        context.Response.Close();
    }

    private static async Task ListAsync(HttpListenerContext context, LoopbackBucket bucket, Dictionary<string, string> query)
    {
        string prefix = query.GetValueOrDefault("prefix", ""), delimiter = query.GetValueOrDefault("delimiter", ""), after = query.GetValueOrDefault("continuation-token", "");
        bucket.Note($"LIST {prefix}{(delimiter.Length > 0 ? " of a folder" : "")}");
        await Task.Delay(bucket.Latency).ConfigureAwait(false);
        var names = bucket.Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => delimiter.Length > 0 && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var end ? key[..(end + 1)] : key)
            .Distinct().Order(StringComparer.Ordinal).Where(name => string.CompareOrdinal(name, after) > 0).ToArray();
        var page = names.Take(bucket.PageSize).ToArray();
        var xml = new StringBuilder($"<ListBucketResult><Name>{bucket.Name}</Name><KeyCount>{page.Length}</KeyCount><IsTruncated>{(page.Length < names.Length ? "true" : "false")}</IsTruncated>");
        if (page.Length < names.Length)
            xml.Append(CultureInfo.InvariantCulture, $"<NextContinuationToken>{Text(page[^1])}</NextContinuationToken>");
        foreach (string name in page)
        {
            xml.Append(bucket.Objects.TryGetValue(name, out var found)
                ? $"<Contents><Key>{Text(name)}</Key><LastModified>2017-03-25T08:55:43.000Z</LastModified><ETag>{Text(found.Tag)}</ETag><Size>{found.Content.Length}</Size></Contents>"
                : $"<CommonPrefixes><Prefix>{Text(name)}</Prefix></CommonPrefixes>");
        }
        await WriteAsync(context, xml.Append("</ListBucketResult>").ToString()).ConfigureAwait(false);
    }

    private static string Text(string value) => SecurityElement.Escape(value);

    private static async Task GetAsync(HttpListenerContext context, LoopbackBucket bucket, string key)
    {
        var (request, response) = (context.Request, context.Response);
        string? range = request.Headers["Range"];
        bucket.Note($"{request.HttpMethod} {key} {range}".TrimEnd());
        await Task.Delay(bucket.Latency).ConfigureAwait(false);
        if (!bucket.Objects.TryGetValue(key, out var found))
        {
            await RefuseAsync(context, 404, "NoSuchKey").ConfigureAwait(false);
            return;
        }
        if (request.Headers["If-Match"] is { } tag && tag != found.Tag)
        {
            await RefuseAsync(context, 412, "PreconditionFailed").ConfigureAwait(false);
            return;
        }
        byte[] content = found.Content;
        var part = content.AsMemory();
        if (range is not null)
        {
            long[] ends = [.. range["bytes=".Length..].Split('-').Select(long.Parse)];
            part = part[(int)ends[0]..(int)Math.Min(content.Length, ends[1] + 1)];
            response.StatusCode = 206;
            response.AddHeader("Content-Range", $"bytes {ends[0]}-{ends[0] + part.Length - 1}/{content.Length}");
        }
        response.AddHeader("ETag", found.Tag);
        response.AddHeader("Last-Modified", "Sat, 25 Mar 2017 08:55:43 GMT");
        response.ContentLength64 = part.Length;
        if (request.HttpMethod == "HEAD")
        {
            response.Close();
            return;
        }
        if (bucket.Hangs)
            await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
        int given = Math.Min(part.Length, bucket.CutAfter(key));
        await response.OutputStream.WriteAsync(part[..given]).ConfigureAwait(false);
        await response.OutputStream.FlushAsync().ConfigureAwait(false);
        if (given < part.Length)
            response.Abort();
        else
            response.Close();
    }
}
