using System.Net;

namespace Grid.Silo;

/// <summary>Where a silo's process takes connections beside those of silos and their clients, and who may come.</summary>
internal static class SiloDoors
{
    /// <summary>They as the silo tells of them.</summary>
    /// <param name="settings">How the process was asked to run.</param>
    /// <param name="dashboard">Where a folder's dashboard listens; null where it does not.</param>
    /// <param name="flight">Where clients of a folder find its door of Arrow Flight; null where there is none.</param>
    public static IEnumerable<SiloListener> Of(SiloSettings settings, string? dashboard, string? flight)
    {
        if (settings.HealthPort is { } web)
        {
            string address = $"{new IPEndPoint(settings.Address, web)}";
            yield return new SiloListener("health", address, Tls: false, "anybody");
            if (settings.Fleet is { } fleet)
                yield return new SiloListener("dashboard", address, Tls: false, fleet.DashboardToken is null ? "machine" : "token");
        }
        if (dashboard is not null)
            yield return new SiloListener("dashboard", dashboard, Tls: false, "token");
        if (flight is not null)
            yield return new SiloListener("flight", new Uri(flight).Authority, Tls: false, "token");
        if (settings.Fleet is { FlightPort: { } port })
            yield return new SiloListener("flight", $"{new IPEndPoint(settings.Address, port)}", Tls: true, "token");
    }
}
