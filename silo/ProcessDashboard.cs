using Microsoft.AspNetCore.Http;

namespace Grid.Silo;

/// <summary>The dashboard of the silo that a process has by now, for those whom the gate lets in.</summary>
internal static class ProcessDashboard
{
    /// <summary>Under which it is.</summary>
    public const string Prefix = "/dashboard";

    // A silo tells of the address a moment before its process has it, and one that was given up has another one soon.
    private const int Looks = 100;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Answers requests.</summary>
    public static RequestDelegate Of(DashboardGate gate, Func<OrleansSilo?> silo)
    {
        var change = new Lock();
        (OrleansSilo? Silo, RequestDelegate? Answer) built = default;
        RequestDelegate Of(OrleansSilo there)
        {
            lock (change)
            {
                if (built.Silo != there)
                    built = (there, SiloDashboard.Of(there, Prefix));
                return built.Answer!;
            }
        }
        return context => gate.InvokeAsync(context, async admitted =>
        {
            for (int i = 0; i < Looks && silo() is not { Serves: true }; i++)
                await Task.Delay(Pace, admitted.RequestAborted);
            if (silo() is { Serves: true } there)
                await Of(there)(admitted);
            else
                admitted.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        });
    }
}
