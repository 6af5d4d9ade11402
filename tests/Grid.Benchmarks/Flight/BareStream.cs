using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Grid.Benchmarks;

/// <summary>A <see cref="BareServer"/> in a process of its own, and readers of what it sends.</summary>
internal sealed class BareStream : IDisposable
{
    private readonly Process _process;
    private readonly PlainReader _reader;
    private readonly int _port;

    private BareStream(Process process, string address, int port) => (_process, _reader, _port) = (process, new PlainReader(address, "-"), port);

    /// <summary>The server's process.</summary>
    public int Process => _process.Id;

    /// <summary>Starts one.</summary>
    /// <param name="bytes">How many bytes it sends to whoever asks.</param>
    /// <param name="cancellation">Ends the wait for it.</param>
    public static async Task<BareStream> StartAsync(long bytes, CancellationToken cancellation)
    {
        var process = OwnProcess.Start("flight-bare", bytes.ToString(CultureInfo.InvariantCulture));
        string address = await process.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("the bare server did not start");
        return new BareStream(process, address, int.Parse((await process.StandardOutput.ReadLineAsync(cancellation))!, CultureInfo.InvariantCulture));
    }

    /// <summary>Reads by HTTP/2, as the door is read.</summary>
    public Task<long> ReadFramesAsync(CancellationToken cancellation) => _reader.ReadAsync("bare", null, null, cancellation);

    /// <summary>Reads from the socket.</summary>
    public async Task<long> ReadSocketAsync(CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _port), cancellation);
        byte[] buffer = new byte[1 << 20];
        long bytes = 0;
        while (await socket.ReceiveAsync(buffer, cancellation) is > 0 and var read)
            bytes += read;
        return bytes;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5_000))
            _process.Kill();
        _process.Dispose();
    }
}
