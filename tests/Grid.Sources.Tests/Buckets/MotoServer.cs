using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.S3;

namespace Grid.Sources.Tests;

/// <summary>S3 as <c>moto_server</c> emulates it, on loopback, in a process of its own.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private Process? _process;

    /// <summary>A client of it; null where moto_server is not installed.</summary>
    public IAmazonS3? Client { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Find("moto_server") is not { } program)
            return;
        int port = FreePort();
        var start = new ProcessStartInfo(program, ["-H", "127.0.0.1", "-p", $"{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/moto-api/"));
                break;
            }
            catch (HttpRequestException) when (clock.Elapsed < s_patience)
            {
                await Task.Delay(100);
            }
        }
        Client = Buckets.ClientOf($"http://127.0.0.1:{port}");
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
