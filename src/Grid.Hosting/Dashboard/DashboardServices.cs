using System.Diagnostics;
using Orleans.Dashboard;

namespace Grid.Hosting;

/// <summary>What Orleans' dashboard asks of each silo of a cluster.</summary>
internal static class DashboardServices
{
    /// <summary>Adds the dashboard, but for what it starts in a silo: that waits until somebody looks at it.</summary>
    public static void AddTo(ISiloBuilder silo)
    {
        int there = silo.Services.Count;
        silo.AddDashboard();
        ServiceDescriptor[] late = [.. silo.Services.Skip(there).Where(s => s.ServiceType == typeof(IHostedService) || s.ServiceType == typeof(ILifecycleParticipant<ISiloLifecycle>))];
        foreach (var service in late)
            silo.Services.Remove(service);
        silo.Services.AddSingleton(services => new DashboardCounters(
            services, [.. late.Select(s => s.ImplementationFactory ?? throw new InvalidOperationException($"{s.ServiceType} of the dashboard is not made by a factory"))]));
        silo.AddOutgoingGrainCallFilter<UnwatchedFilter>();
        // What a web application has of itself, and the dashboard's endpoints ask for.
        silo.Services.AddRouting().AddSingleton(new DiagnosticListener("Grid.Dashboard")).AddSingleton<DiagnosticSource>(services => services.GetRequiredService<DiagnosticListener>());
    }
}
