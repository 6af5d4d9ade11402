using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Grid.Hosting;

/// <summary>
/// The silos of a folder speak over Unix domain sockets in it, which nobody but its owner can reach: a port of loopback would be open to
/// every user of the machine. Orleans knows silos by address and port; the port is the socket's name.
/// </summary>
/// <param name="folder">The sockets' own folder.</param>
/// <param name="logs">For what goes wrong with a connection.</param>
internal sealed partial class FolderSockets(string folder, ILoggerFactory logs) : IConnectionListenerFactory, IConnectionFactory, IDisposable
{
    // What an address of a socket has room for, less the longest name.
    private const int LongestFolder = 95;
    private const int CloseOnExec = 0x80000;

    // EEXIST, and ERROR_FILE_EXISTS.
    private const int FileIsThere = 17;
    private const int FileIsThereOnWindows = unchecked((int)0x80070050);

    // As Orleans' own transport, which does not hold messages up either.
    private static readonly SocketTransportOptions Options = new() { MaxReadBufferSize = null, MaxWriteBufferSize = null };

    private readonly SocketConnectionContextFactory _contexts = new(new SocketConnectionFactoryOptions { MaxReadBufferSize = null, MaxWriteBufferSize = null }, logs.CreateLogger("Grid.Sockets"));
    private readonly Lazy<(string Path, SafeFileHandle? Handle)> _short = new(() => Shorten(folder));

    /// <summary>The socket of a port.</summary>
    public string PathOf(int port) => Path.Combine(folder, NameOf(port));

    /// <summary>So many ports that no other silo has, nor is about to have: each is kept for the caller by a file until its socket is there.</summary>
    public static int[] TakePorts(string folder, int count) => TakePorts(folder, count, () => Random.Shared.Next(1024, 65_536));

    internal static int[] TakePorts(string folder, int count, Func<int> draw)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            int port = draw();
            if (TryTake(folder, port))
                ports.Add(port);
        }
        return [.. ports];
    }

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var factory = new SocketTransportFactory(Microsoft.Extensions.Options.Options.Create(Options), logs);
        var listener = await factory.BindAsync(SocketOf(endpoint), cancellationToken);
        File.Delete(TakenFile(folder, ((IPEndPoint)endpoint).Port));
        return listener;
    }

    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(SocketOf(endpoint), cancellationToken);
            return _contexts.Create(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes the place of Orleans' listeners and connections.</summary>
    public static void Use(IServiceCollection services, string folder)
    {
        services.AddSingleton(provider => new FolderSockets(folder, provider.GetRequiredService<ILoggerFactory>()));
        foreach (var there in services.Where(s => s.IsKeyedService && (s.ServiceType == typeof(IConnectionListenerFactory) || s.ServiceType == typeof(IConnectionFactory))).ToArray())
        {
            services.Remove(there);
            services.Add(ServiceDescriptor.DescribeKeyed(there.ServiceType, there.ServiceKey, (provider, _) => provider.GetRequiredService<FolderSockets>(), ServiceLifetime.Singleton));
        }
    }

    public void Dispose()
    {
        _contexts.Dispose();
        if (_short.IsValueCreated)
            _short.Value.Handle?.Dispose();
    }

    // A silo that ends before it listens leaves the file, which goes with other leftovers.
    private static bool TryTake(string folder, int port)
    {
        string taken = TakenFile(folder, port);
        try
        {
            using var file = new FileStream(taken, FileMode.CreateNew);
        }
        catch (IOException fault) when (fault.HResult is FileIsThere or FileIsThereOnWindows)
        {
            return false;
        }
        // Whoever had it may have come to listen, and have taken the file away, since.
        if (!File.Exists(Path.Combine(folder, NameOf(port))))
            return true;
        File.Delete(taken);
        return false;
    }

    private static string TakenFile(string folder, int port) => Path.Combine(folder, $"{NameOf(port)}.taken");

    private static string NameOf(int port) => port.ToString(CultureInfo.InvariantCulture);

    private UnixDomainSocketEndPoint SocketOf(EndPoint endpoint) => new(Path.Combine(_short.Value.Path, NameOf(((IPEndPoint)endpoint).Port)));

    // A folder whose name is too long for a socket's address is named by the number under which this process has it open.
    private static (string Path, SafeFileHandle? Handle) Shorten(string folder)
    {
        if (Encoding.UTF8.GetByteCount(folder) <= LongestFolder)
            return (folder, null);
        int handle = OperatingSystem.IsLinux() ? Open(folder, CloseOnExec) : -1;
        return handle >= 0 ? (string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle}"), new SafeFileHandle(handle, ownsHandle: true))
            : throw new ClusterException($"the name of the folder {folder} is too long for sockets in it: name a cluster's folder of at most {LongestFolder - 8} bytes.");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);
}
