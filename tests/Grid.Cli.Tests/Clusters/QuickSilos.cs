using System.Runtime.CompilerServices;

namespace Grid.Cli.Tests.Clusters;

/// <summary>The silos of these tests live for seconds: code compiled in haste is there sooner.</summary>
internal static class QuickSilos
{
    // Inherited by what the commands start; the tests' own process is running already.
    [ModuleInitializer]
    internal static void Inherit() => Environment.SetEnvironmentVariable("DOTNET_TC_QuickJit", "1");
}
