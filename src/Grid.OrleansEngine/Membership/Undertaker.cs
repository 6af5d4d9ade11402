namespace Grid.OrleansEngine;

/// <summary>
/// Gives up, when a silo joins, those that have not said for long that they are alive: where all were killed at once there may be
/// too few of the living to vote them dead, and what they have in the directory of grains would wait for them.
/// </summary>
internal static class Undertaker
{
    /// <summary>How often a silo says that it is alive.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(4);

    /// <summary>How often it may fail to.</summary>
    public const int Missed = 2;

    /// <summary>Gives them up.</summary>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var membership = services.GetRequiredService<IClusterMembershipService>();
        var self = services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        if (services.GetService<IMembershipTable>() is not { } table)
            return;
        var rows = await table.ReadAll();
        var latest = DateTime.UtcNow - (Missed + 1) * Pace;
        foreach (var (row, _) in rows.Members)
        {
            bool isThere = row.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;
            if (isThere && !row.SiloAddress.Equals(self) && row.IAmAliveTime < latest && row.StartTime < latest && !cancellation.IsCancellationRequested)
                await membership.TryKill(row.SiloAddress);
        }
    }
}
