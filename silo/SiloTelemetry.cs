using Grid.Grains;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Grid.Silo;

/// <summary>Sends metrics and traces by OTLP where OpenTelemetry's own environment variables say so, and does nothing where they do not.</summary>
internal static class SiloTelemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds what the environment asks for.</summary>
    public static void AddTo(HostApplicationBuilder host)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)))
            return;
        host.Configuration.AddEnvironmentVariables();
        host.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("grid-silo").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddMeter(GridTelemetry.Name, "System.Runtime").AddOtlpExporter())
            .WithTracing(traces => traces.AddSource(GridTelemetry.Name, OrleansSilo.TraceSource).AddOtlpExporter());
    }
}
