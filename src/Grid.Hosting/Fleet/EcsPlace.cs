using System.Globalization;

namespace Grid.Hosting;

/// <summary>The service of ECS whose tasks are a fleet's silos.</summary>
/// <param name="Cluster">The name of its cluster.</param>
/// <param name="Service">Its own.</param>
internal sealed record EcsPlace(string Cluster, string Service)
{
    private const int MostMinutes = 10_080;

    /// <summary>What variables name; null for none.</summary>
    /// <param name="text">The value of a variable; null where it is not set, or empty.</param>
    /// <exception cref="ArgumentException">They name half of it, or want it without a name.</exception>
    public static EcsPlace? Checked(Func<string, string?> text)
    {
        var (cluster, service) = (text(FleetSettings.EcsClusterVariable), text(FleetSettings.EcsServiceVariable));
        if ((cluster is null) != (service is null))
            throw new ArgumentException($"{FleetSettings.EcsClusterVariable} and {FleetSettings.EcsServiceVariable} name a service of ECS together: set both, or none");
        if (service is null && IdleTime(text) is not null)
            throw new ArgumentException($"{FleetSettings.IdleMinutesVariable}: who starts the silos again? Set {FleetSettings.EcsClusterVariable} and {FleetSettings.EcsServiceVariable} to their service of ECS");
        return cluster is null || service is null ? null : new EcsPlace(cluster, service);
    }

    /// <summary>After how long without a computation its tasks are to end; null for never.</summary>
    /// <param name="text">The value of a variable; null where it is not set, or empty.</param>
    /// <exception cref="ArgumentException">The variable does not say it.</exception>
    public static TimeSpan? IdleTime(Func<string, string?> text) => text(FleetSettings.IdleMinutesVariable) is not { } said ? null
        : double.TryParse(said, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double minutes) && minutes <= MostMinutes ? minutes > 0 ? TimeSpan.FromMinutes(minutes) : null
        : throw new ArgumentException($"{FleetSettings.IdleMinutesVariable}={said}: expected minutes from 0, which is never, to {MostMinutes}");
}
