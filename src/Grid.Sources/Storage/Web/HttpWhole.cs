using System.Net;

namespace Grid.Sources;

/// <summary>Files of servers that give no parts of them: fetched whole, and kept while the process runs.</summary>
internal static class HttpWhole
{
    /// <summary>Takes what a server answers, to its end.</summary>
    public static async Task<FileStamp> TakeAsync(string path, HttpResponseMessage answer, Patience patience, CancellationToken cancellation)
    {
        long expected = answer.Content.Headers.ContentLength ?? -1, got = 0;
        var body = await answer.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            return await Spools.TakeAsync(path, ReadAsync, cancellation).ConfigureAwait(false);
        }

        async ValueTask<int> ReadAsync(Memory<byte> memory)
        {
            patience.Renew();
            int read = await body.ReadAsync(memory, patience.Token).ConfigureAwait(false);
            got += read;
            return read > 0 || expected < 0 || got == expected ? read
                : throw new HttpRequestException($"the answer ends {expected - got} bytes too soon");
        }
    }

    /// <summary>Fetches the whole of an address.</summary>
    public static async Task<FileStamp> FetchAsync(string path, CancellationToken cancellation)
    {
        using var patience = new Patience(cancellation);
        try
        {
            using var answer = await HttpClients.Get.GetAsync(HttpPath.Parse(path), HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            if (answer.StatusCode != HttpStatusCode.OK)
                throw HttpFaults.Of(path, answer.StatusCode, answer.ReasonPhrase);
            return await TakeAsync(path, answer, patience, cancellation).ConfigureAwait(false);
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
}
