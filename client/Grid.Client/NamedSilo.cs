namespace Grid.Client;

/// <summary>A silo of a cluster, as it told of itself last.</summary>
/// <param name="Name">Its name; one that starts anew has a new one.</param>
/// <param name="Process">Its process, on its machine; 0 while it has not told it.</param>
/// <param name="Address">Where it listens, as <c>10.0.3.7:11111</c>, or a socket in the cluster's folder.</param>
/// <param name="Release">The release of Grid that it runs, as <c>0.1.0</c>; empty while it has not told it.</param>
/// <param name="IsLeaving">Whether it finishes what it has, and takes no more.</param>
/// <param name="Partitions">How many partitions it holds.</param>
/// <param name="Bytes">Bytes that it holds or has reserved.</param>
/// <param name="Budget">Bytes that it may hold; 0 for no bound.</param>
/// <param name="Jobs">Jobs that its compute threads run, or are to run.</param>
/// <param name="Dashboard">Where a browser finds the cluster's dashboard at this silo; in a cluster folder with the secret that opens it. Null where it has none.</param>
/// <param name="Flight">Where clients of Arrow Flight find it, as <c>grpc://127.0.0.1:4711</c>; null where they do not.</param>
/// <param name="Reclaimable">Bytes among <paramref name="Bytes"/> that it lets go of when something else needs the room.</param>
public sealed record NamedSilo(
    string Name, int Process, string Address, string Release, bool IsLeaving, int Partitions, long Bytes, long Budget, int Jobs, string? Dashboard = null, string? Flight = null, long Reclaimable = 0)
{
    /// <summary>Where a browser finds the dashboard of a cluster of these silos: at the first that has one, and stays. Null where none has.</summary>
    public static string? DashboardOf(IEnumerable<NamedSilo> silos) => silos.Where(s => s.Dashboard is not null).OrderBy(s => s.IsLeaving).FirstOrDefault()?.Dashboard;

    /// <summary>Where clients of Arrow Flight find a cluster of these silos: at the first that has a door, and stays. Null where none has.</summary>
    public static string? FlightOf(IEnumerable<NamedSilo> silos) => silos.Where(s => s.Flight is not null).OrderBy(s => s.IsLeaving).FirstOrDefault()?.Flight;

    /// <summary>When it joined; null while it has not told it.</summary>
    public DateTimeOffset? Joined { get; init; }

    /// <summary>Where its process takes connections, and from whom; empty while it has not told it.</summary>
    public IReadOnlyList<NamedListener> Listeners { get; init; } = [];

    internal static NamedSilo From(SiloInfo silo) => new(
        silo.Name, silo.Process, silo.Address, silo.Release, silo.State == SiloState.Leaving, silo.Partitions, silo.Bytes, silo.Budget, silo.Jobs, silo.Dashboard, silo.Flight, silo.Reclaimable)
    {
        Joined = silo.Joined == long.MaxValue ? null : new DateTimeOffset(silo.Joined, TimeSpan.Zero),
        // Silos of before told nothing of them.
        Listeners = [.. (silo.Listeners ?? []).Select(listener => new NamedListener(listener.For, listener.Address, listener.Tls, listener.OpenedBy))],
    };
}
