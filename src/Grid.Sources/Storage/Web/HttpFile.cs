using System.Net;
using System.Net.Http.Headers;

namespace Grid.Sources;

/// <summary>A file of the web, read by GETs of ranges. Of every answer the version is compared with the planned one, so that no byte of another is ever read.</summary>
internal sealed class HttpFile(FileStamp file, CancellationToken cancellation) : RangedFile(file, cancellation)
{
    private readonly Uri _address = HttpPath.Parse(file.Path);

    protected override bool IsFault(Exception e) => HttpFaults.IsOne(e);

    protected override SourceException Fault(Exception e) => HttpFaults.Of(File.Path, e);

    protected override async Task<RangeAnswer> SendAsync(long start, long limit, Patience patience)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _address);
        request.Headers.Range = new RangeHeaderValue(start, limit - 1);
        if (File.ETag is ['"', ..] tag)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(tag));
        var answer = await HttpClients.Get.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        try
        {
            if (answer.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.OK)
                throw Changed();
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
                throw Gone(File.Path, new HttpRequestException(answer.ReasonPhrase));
            // What a server says in passing, it may not say again.
            if ((int)answer.StatusCode >= 500 || answer.StatusCode == HttpStatusCode.TooManyRequests)
                throw new HttpRequestException(answer.ReasonPhrase, null, answer.StatusCode);
            if (answer.StatusCode != HttpStatusCode.PartialContent)
                throw HttpFaults.Of(File.Path, answer.StatusCode, answer.ReasonPhrase);
            var range = answer.Content.Headers.ContentRange;
            if (HttpListing.VersionOf(answer) != File.ETag || range?.From != start || range.To != limit - 1 || (range.Length ?? File.Length) != File.Length)
                throw Changed();
            return new RangeAnswer(answer, await answer.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false));
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
