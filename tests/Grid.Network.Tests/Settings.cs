using System.Globalization;

namespace Grid.Network.Tests;

/// <summary>What the environment asks of the suite; README.md tells of it.</summary>
internal static class Settings
{
    /// <summary>How many faults the random nemesis makes.</summary>
    public static int Faults { get; } = Number("GRID_NETWORK_FAULTS", 1);

    /// <summary>The nemesis' seed: what a failure prints, so that it does the same again.</summary>
    public static int Seed { get; } = Number("GRID_NETWORK_SEED", 2017);

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
