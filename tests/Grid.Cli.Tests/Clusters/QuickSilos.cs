using System.Runtime.CompilerServices;

namespace Grid.Cli.Tests.Clusters;

/// <summary>The silos of these tests live for seconds.</summary>
internal static class QuickSilos
{
    // Inherited by what the commands start; the tests' own process is running already.
    [ModuleInitializer]
    internal static void Inherit() => Environment.SetEnvironmentVariable(Testing.SiloProcess.Haste.Name, Testing.SiloProcess.Haste.Value);
}
