using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Grid.LocalEngine;

/// <summary>The way to one other silo. What it is asked ends when it answers, or when it is found to be gone.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no wait handle; there is nothing to dispose of.")]
internal sealed class RemoteSilo(SiloInfo silo, ClusterLinks links, HttpMessageInvoker http)
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Who it is.</summary>
    public SiloInfo Silo => silo;

    /// <summary>Ends all that is under way: the silo is not there any more.</summary>
    public void GiveUp() => _gone.Cancel();

    /// <summary>Sends a message and gives the reply.</summary>
    /// <param name="path">What is asked.</param>
    /// <param name="message">The message.</param>
    /// <param name="wait">How long to wait; the caller's token ends it otherwise.</param>
    /// <param name="cancellation">Ends it, on the other side as well.</param>
    /// <exception cref="SiloUnavailableException">The silo is gone; its <see cref="SiloUnavailableException.WasSent"/> says whether it may have begun.</exception>
    /// <exception cref="ClusterException">The silo refuses to talk to this process.</exception>
    public async Task<byte[]> PostAsync(string path, ReadOnlyMemory<byte> message, TimeSpan? wait, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _gone.Token);
        if (wait is { } limit)
            end.CancelAfter(limit);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, silo.Address + path)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ReadOnlyMemoryContent(message),
            };
            request.Headers.Add(WireProtocol.VersionHeader, WireProtocol.Version.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add(WireProtocol.SecretHeader, links.Secret);
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } parent })
                request.Headers.Add(EngineTraces.ParentHeader, parent);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var response = await http.SendAsync(request, end.Token).ConfigureAwait(false);
            byte[] reply = await response.Content.ReadAsByteArrayAsync(end.Token).ConfigureAwait(false);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => reply,
                HttpStatusCode.Forbidden => throw new ClusterException(System.Text.Encoding.UTF8.GetString(reply)),
                // It broke off within: it goes down, or has lost its lease in the middle of it.
                var status => throw new SiloUnavailableException($"Silo '{silo.Name}' could not answer ({(int)status})."),
            };
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError)
        {
            if (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                links.Membership.Bury(silo.Name);
            throw new SiloUnavailableException($"Silo '{silo.Name}' cannot be reached: {e.Message}", wasSent: false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            links.Membership.Refresh();
            throw new SiloUnavailableException($"Silo '{silo.Name}' was lost: {e.Message}", wasSent: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SiloUnavailableException(
                _gone.IsCancellationRequested ? $"Silo '{silo.Name}' is gone." : $"Silo '{silo.Name}' did not answer within {ShortWait.TotalSeconds:0} s.", wasSent: true);
        }
    }

    /// <summary>Sends a call and gives the reply; one that is longer than a message is fetched in its parts.</summary>
    /// <exception cref="SiloUnavailableException">The silo is gone.</exception>
    public async Task<byte[]> CallAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        byte[] reply = await PostAsync(WireProtocol.CallPath, message, null, cancellation).ConfigureAwait(false);
        if (reply[0] != (byte)ReplyKind.InParts)
            return reply;
        byte[] name = reply[1..17];
        var all = new byte[BinaryPrimitives.ReadInt32LittleEndian(reply.AsSpan(17))];
        for (int start = 0; start < all.Length;)
        {
            using var wanted = new WireBuffer();
            wanted.Write(name);
            wanted.Write(start);
            byte[] part = await PostAsync(WireProtocol.PartPath, wanted.Written, null, cancellation).ConfigureAwait(false);
            if (part.Length == 0)
                throw new SiloUnavailableException($"Silo '{silo.Name}' no longer has the answer, of which {start} of {all.Length} bytes were fetched.");
            part.CopyTo(all, start);
            start += part.Length;
        }
        return all;
    }

    /// <summary>Asks the leader where grains are; null when it is the leader no longer.</summary>
    public async Task<string[]?> LocateAsync(IReadOnlyCollection<GrainId> grains, CancellationToken cancellation)
    {
        using var message = new WireBuffer();
        message.Write(links.Self ?? "");
        WireProtocol.Write(message, grains);
        byte[] reply = await PostAsync(WireProtocol.LocatePath, message.Written, ShortWait, cancellation).ConfigureAwait(false);
        using var reader = WireProtocol.Reader(reply);
        if (!reader.ReadBoolean())
            return null;
        var silos = new string[reader.Read7BitEncodedInt()];
        for (int i = 0; i < silos.Length; i++)
            silos[i] = reader.ReadString();
        return silos;
    }

    /// <summary>Asks which grains the silo has, and what they hold.</summary>
    public async Task<IReadOnlyList<(GrainId Grain, long Bytes)>> HeldAsync()
    {
        byte[] reply = await PostAsync(WireProtocol.HeldPath, default, ShortWait, CancellationToken.None).ConfigureAwait(false);
        using var reader = WireProtocol.Reader(reply);
        return WireProtocol.ReadHeld(reader);
    }

    /// <summary>Tells the leader what has ended here, and what grains hold.</summary>
    public async Task ReportAsync(IReadOnlyCollection<GrainId> ended, IReadOnlyCollection<(GrainId Grain, long Bytes)> held)
    {
        using var message = new WireBuffer();
        message.Write(links.Self!);
        WireProtocol.Write(message, ended);
        WireProtocol.Write(message, held);
        await PostAsync(WireProtocol.ReportPath, message.Written, ShortWait, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Asks the silo's process to hand over what it has, to leave, and to end.</summary>
    public Task StopAsync() => PostAsync(WireProtocol.StopPath, default, ShortWait, CancellationToken.None);

    /// <summary>Tells the silo that a lease has changed, so that it knows at once.</summary>
    public Task NewsAsync() => PostAsync(WireProtocol.NewsPath, default, ShortWait, CancellationToken.None);

    /// <summary>Tells the silo which grains were moved: to it, or away from it.</summary>
    public async Task MoveAsync(IReadOnlyCollection<GrainId> grains, bool moved)
    {
        using var message = new WireBuffer();
        message.Write(moved);
        WireProtocol.Write(message, grains);
        await PostAsync(WireProtocol.MovePath, message.Written, ShortWait, CancellationToken.None).ConfigureAwait(false);
    }
}
