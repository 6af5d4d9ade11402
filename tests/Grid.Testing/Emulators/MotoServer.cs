using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Grid.Testing;

/// <summary>AWS as <c>moto_server</c> emulates it, on loopback, in a process of its own.</summary>
public sealed class MotoServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly ConcurrentBag<FileStream> s_claims = [];

    private readonly Process _process;

    private MotoServer(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it; null where it is not installed.</summary>
    public static async Task<MotoServer?> StartAsync()
    {
        if (Find("moto_server") is not { } program)
            return null;
        int port = FreePort();
        var process = Process.Start(new ProcessStartInfo(program, ["-H", "127.0.0.1", "-p", $"{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        // It writes a line for every request, and would wait if nobody read them.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new MotoServer(process, new Uri($"http://127.0.0.1:{port}"));
        var clock = Stopwatch.StartNew();
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(server.Address, "moto-api/"));
                return server;
            }
            catch (HttpRequestException) when (clock.Elapsed < Patience && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Where a program is; null where no folder of PATH holds it.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>
    /// A port of loopback that nobody listens on, and that neither a connection which is opened before it is used nor another process of tests will take.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            int port = Random.Shared.Next(15_000, 32_000); // systems give connections ports above these
            if (!TryClaim(port))
                continue;
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one.
            }
        }
    }

    // Processes of tests run side by side: each has a file of its own open for every port it was given.
    private static bool TryClaim(int port)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "grid-test-ports")).FullName;
        try
        {
            s_claims.Add(new FileStream(Path.Combine(folder, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
