using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Grid.Sources;

/// <summary>Asks a server what is at an address: how long, and in which version. Where it gives no parts of files, the whole is fetched at once.</summary>
internal static class HttpListing
{
    /// <summary>What an address is now.</summary>
    /// <exception cref="SourceException">There is nothing, or the server does not tell.</exception>
    public static async Task<FileStamp> FindAsync(string path, CancellationToken cancellation)
    {
        var address = HttpPath.Parse(path);
        using var patience = new Patience(cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Range = new RangeHeaderValue(0, 0);
            using var answer = await HttpClients.Get.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.PartialContent && answer.Content.Headers.ContentRange?.Length is { } length && VersionOf(answer) is { } version)
                return new FileStamp(path, length, 0, version);
            // Of nothing there is no first byte.
            if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && answer.Content.Headers.ContentRange?.Length == 0)
                return new FileStamp(path, 0, 0, VersionOf(answer) ?? "");
            if (answer.StatusCode == HttpStatusCode.OK)
                return await HttpWhole.TakeAsync(path, answer, patience, cancellation).ConfigureAwait(false);
            // A part of what has no version is of no use: the whole is.
            if (answer.StatusCode == HttpStatusCode.PartialContent)
                return await HttpWhole.FetchAsync(path, cancellation).ConfigureAwait(false);
            throw HttpFaults.Of(path, answer.StatusCode, answer.ReasonPhrase);
        }
        catch (OperationCanceledException e) when (patience.IsEnded(e))
        {
            throw HttpFaults.Of(path, new TimeoutException($"nothing within {Patience.Seconds} s", e));
        }
        catch (Exception e) when (HttpFaults.IsOne(e))
        {
            cancellation.ThrowIfCancellationRequested();
            throw HttpFaults.Of(path, e);
        }
    }

    /// <summary>By what an answer's version is known: its tag, or when it was last modified.</summary>
    public static string? VersionOf(HttpResponseMessage answer) =>
        answer.Headers.ETag is { IsWeak: false } tag ? tag.Tag
        : answer.Content.Headers.LastModified is { } time ? time.UtcTicks.ToString(CultureInfo.InvariantCulture)
        : answer.Headers.ETag?.ToString();
}
