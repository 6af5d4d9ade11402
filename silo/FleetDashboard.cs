using Microsoft.AspNetCore.Http;

namespace Grid.Silo;

/// <summary>The dashboard of a silo that is one of several machines', for those whom the gate lets in.</summary>
internal static class FleetDashboard
{
    /// <summary>Answers for the silo that the process has by now; null where it is no part of a fleet.</summary>
    public static RequestDelegate? Of(FleetSettings? fleet, Func<OrleansSilo?> silo)
    {
        if (fleet is null)
            return null;
        var gate = new DashboardGate(fleet.DashboardToken);
        var change = new Lock();
        (OrleansSilo? Silo, RequestDelegate? Answer) built = default;
        RequestDelegate Of(OrleansSilo there)
        {
            lock (change)
            {
                if (built.Silo != there)
                    built = (there, SiloDashboard.Of(there, HealthEndpoint.Dashboard));
                return built.Answer!;
            }
        }
        return context => gate.InvokeAsync(context, async admitted =>
        {
            if (silo() is { Serves: true } there)
                await Of(there)(admitted);
            else
                admitted.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        });
    }
}
