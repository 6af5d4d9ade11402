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
    private readonly ProcessDashboard _pages;

    private FolderDashboard(LoopbackDoor door, ProcessDashboard pages, string token) => (_door, _pages, Address) = (door, pages, $"http://{door.Address}/{token}{ProcessDashboard.Prefix}/");

    /// <summary>Where a browser finds it.</summary>
    public string Address { get; }

    /// <summary>Where it listens, without the secret.</summary>
    public string Listens => $"{_door.Address}";

    /// <summary>Opens it for the silo that the process has by then; null where the machine has no port left for it.</summary>
    /// <param name="folder">The cluster's folder.</param>
    /// <param name="silo">The silo that the process has by then.</param>
    /// <param name="logs">Where it says what goes wrong.</param>
    public static FolderDashboard? Open(string folder, Func<OrleansSilo?> silo, ILoggerFactory logs)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var pages = new ProcessDashboard(DashboardGate.OfAddress(token), silo, folder, logs);
        return LoopbackDoor.Open("dashboard", HttpProtocols.Http1, _ => { }, server => server.Run(pages.AnswerAsync), logs) is { } door ? new FolderDashboard(door, pages, token) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        await _door.DisposeAsync();
    }
}
