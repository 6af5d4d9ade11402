using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>
/// The dashboard of a silo of a cluster folder, on a free port of loopback, for whoever has its address: that has a secret in it, and is
/// told in the folder alone.
/// </summary>
internal sealed class FolderDashboard : IAsyncDisposable
{
    private const int SecretBytes = 16;

    private readonly LoopbackDoor _door;

    private FolderDashboard(LoopbackDoor door, string token) => (_door, Address) = (door, $"http://{door.Address}/{token}{ProcessDashboard.Prefix}/");

    /// <summary>Where a browser finds it.</summary>
    public string Address { get; }

    /// <summary>Opens it for the silo that the process has by then; null where the machine has no port left for it.</summary>
    public static FolderDashboard? Open(Func<OrleansSilo?> silo, ILoggerFactory logs)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var gate = DashboardGate.OfAddress(token);
        return LoopbackDoor.Open("dashboard", HttpProtocols.Http1, _ => { }, server => server.Run(ProcessDashboard.Of(gate, silo)), logs) is { } door ? new FolderDashboard(door, token) : null;
    }

    public ValueTask DisposeAsync() => _door.DisposeAsync();
}
