using System.Net;

namespace Grid.Hosting;

/// <summary>Starts a silo with Grid's grains in a cluster.</summary>
internal static class ClusterSilo
{
    /// <summary>Joins the cluster of a folder, of processes on one machine.</summary>
    /// <param name="folder">The folder that the processes of the cluster share.</param>
    /// <param name="options">What the silo has to work with; its name is one that no other silo had.</param>
    /// <param name="address">Where it listens, on loopback; null for 127.0.0.1.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="dashboard">Where the process shows the dashboard (<see cref="SiloDashboard"/>), with the secret that opens it; null for nowhere.</param>
    /// <param name="flight">Where the process answers clients of Arrow Flight; null for nowhere.</param>
    /// <param name="configure">Adds services, such as loggers.</param>
    /// <param name="doors">Where else the process takes connections; null for nowhere.</param>
    /// <exception cref="ClusterException">The folder, the settings or the address do not allow it.</exception>
    public static Task<OrleansSilo> JoinAsync(
        string folder, GridSiloOptions options, IPAddress? address = null, int port = 0, string? dashboard = null, string? flight = null, Action<IServiceCollection>? configure = null,
        IReadOnlyList<SiloListener>? doors = null) => JoinAsync(
        new GridClusterOptions
        {
            Folder = folder,
            Name = options.Name,
            Address = address ?? IPAddress.Loopback,
            Port = port,
            Dashboard = dashboard,
            Flight = flight,
            Doors = doors ?? [],
            Settings = LaidDown.SettingsOf(options),
        },
        options, null, configure);

    /// <summary>Joins a cluster with what Grid's grains need.</summary>
    internal static Task<OrleansSilo> JoinAsync(
        GridClusterOptions cluster, GridSiloOptions options, TimeSpan? deactivation, Action<IServiceCollection>? configure)
    {
        var silo = new OrleansSiloOptions();
        return OrleansSilo.JoinAsync(
            silo with { DeactivationTimeout = deactivation ?? silo.DeactivationTimeout },
            cluster.WithGrains(),
            services =>
            {
                configure?.Invoke(services);
                services.AddGridSilo(options);
            });
    }
}
