using Microsoft.Extensions.DependencyInjection;

namespace Grid.LocalEngine.Tests;

/// <summary>Starts silos that host this assembly's grains.</summary>
internal static class TestSilo
{
    public static LocalSilo Start(
        Func<LocalSiloOptions, LocalSiloOptions>? change = null, Action<IServiceCollection>? services = null)
    {
        var options = new LocalSiloOptions { GrainAssemblies = [typeof(TestSilo).Assembly] };
        return LocalSilo.Start(change?.Invoke(options) ?? options, s =>
        {
            s.AddSingleton<Journal>();
            services?.Invoke(s);
        });
    }

    public static Journal Journal(this LocalSilo silo) => silo.Services.GetRequiredService<Journal>();
}
