using System.Collections.Concurrent;
using System.Net;

namespace Grid.Sources;

/// <summary>What this process has spooled: standard input, and files of servers that give no parts of them.</summary>
internal static class Spools
{
    private const string Mark = "spooled:";
    private static readonly ConcurrentDictionary<(string Path, string Hash), Spool> s_known = new();

    /// <summary>Opens what was spooled; where another process did, it is fetched again, and must be the same.</summary>
    public static SourceFile Open(FileStamp file, CancellationToken cancellation)
    {
        string hash = file.ETag![Mark.Length..];
        if (!s_known.TryGetValue((file.Path, hash), out var spool))
        {
            var again = HttpPath.IsOne(file.Path) ? FetchAsync(file.Path, cancellation).GetAwaiter().GetResult() : null;
            if (again?.ETag != file.ETag || !s_known.TryGetValue((file.Path, hash), out spool))
                throw new SourceException($"{file.Path} has changed since the load was planned; plan the load again.", file.Path);
        }
        return new SpooledFile(file, spool);
    }

    /// <summary>Whether a file was spooled.</summary>
    public static bool Has(FileStamp file) => file.ETag?.StartsWith(Mark, StringComparison.Ordinal) == true;

    /// <summary>Takes all of a stream; returns how it is known from then on.</summary>
    public static async Task<FileStamp> TakeAsync(string path, Func<Memory<byte>, ValueTask<int>> read, CancellationToken cancellation)
    {
        var spool = await Spool.TakeAsync(path, read, cancellation).ConfigureAwait(false);
        if (!s_known.TryAdd((path, spool.Hash), spool))
            spool.Handle.Dispose();
        return new FileStamp(path, spool.Length, 0, Mark + spool.Hash);
    }

    /// <summary>Takes what a server answers, to its end.</summary>
    public static async Task<FileStamp> TakeAsync(string path, HttpResponseMessage answer, Patience patience, CancellationToken cancellation)
    {
        long expected = answer.Content.Headers.ContentLength ?? -1, got = 0;
        var body = await answer.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            return await TakeAsync(path, ReadAsync, cancellation).ConfigureAwait(false);
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
