using Microsoft.Extensions.DependencyInjection;

namespace Grid.Hosting.Tests;

/// <summary>Starts silos that host this assembly's grains.</summary>
internal static class TestSilo
{
    public static OrleansSilo Start(
        Func<OrleansSiloOptions, OrleansSiloOptions>? change = null, Action<IServiceCollection>? services = null)
    {
        var options = new OrleansSiloOptions { GrainAssemblies = [typeof(TestSilo).Assembly] };
        return OrleansSilo.Start(change?.Invoke(options) ?? options, s =>
        {
            s.AddSingleton<Journal>();
            services?.Invoke(s);
        });
    }

    public static Journal Journal(this OrleansSilo silo) => silo.Services.GetRequiredService<Journal>();
}
