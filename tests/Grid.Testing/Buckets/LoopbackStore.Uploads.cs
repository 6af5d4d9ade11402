namespace Grid.Testing;

/// <content>Uploads in parts, and what takes objects away.</content>
public sealed partial class LoopbackStore
{
    private static async Task ChangeAsync(System.Net.HttpListenerContext context, LoopbackBucket bucket, string key, Dictionary<string, string> query)
    {
        string method = context.Request.HttpMethod;
        bucket.Note($"{method} {key} {(query.ContainsKey("uploads") ? "uploads" : query.GetValueOrDefault("partNumber", query.ContainsKey("uploadId") ? "upload" : ""))}".TrimEnd());
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body).ConfigureAwait(false);
        await Task.Delay(bucket.Latency).ConfigureAwait(false);
        string id = query.GetValueOrDefault("uploadId", "");
        if (method == "POST" && query.ContainsKey("uploads"))
        {
            id = $"{key}#{Guid.NewGuid():N}";
            bucket.Uploads[id] = new();
            await WriteAsync(context, $"<InitiateMultipartUploadResult><Bucket>{bucket.Name}</Bucket><Key>{Text(key)}</Key><UploadId>{Text(id)}</UploadId></InitiateMultipartUploadResult>").ConfigureAwait(false);
        }
        else if (method == "DELETE" && id.Length == 0)
        {
            bucket.Objects.TryRemove(key, out _);
            context.Response.StatusCode = 204;
            context.Response.Close();
        }
        else if (!bucket.Uploads.TryGetValue(id, out var parts))
        {
            await RefuseAsync(context, 404, "NoSuchUpload").ConfigureAwait(false);
        }
        else if (method == "DELETE")
        {
            bucket.Uploads.TryRemove(id, out _);
            context.Response.StatusCode = 204;
            context.Response.Close();
        }
        else if (method == "PUT")
        {
            int number = int.Parse(query["partNumber"]);
            if (bucket.RefusesPart(key, number))
            {
                await RefuseAsync(context, 403, "AccessDenied").ConfigureAwait(false);
                return;
            }
            parts[number] = body.ToArray();
            context.Response.AddHeader("ETag", $"\"part-{number}\"");
            context.Response.Close();
        }
        else
        {
            if (parts.OrderBy(p => p.Key).SkipLast(1).Any(p => p.Value.Length < 5 << 20))
            {
                await RefuseAsync(context, 400, "EntityTooSmall").ConfigureAwait(false);
                return;
            }
            bucket.Put(key, [.. parts.OrderBy(p => p.Key).SelectMany(p => p.Value)]);
            bucket.Uploads.TryRemove(id, out _);
            await WriteAsync(context, $"<CompleteMultipartUploadResult><Bucket>{bucket.Name}</Bucket><Key>{Text(key)}</Key><ETag>{Text(bucket.Objects[key].Tag)}</ETag></CompleteMultipartUploadResult>").ConfigureAwait(false);
        }
    }
}
