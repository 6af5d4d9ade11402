using System.Globalization;

namespace Grid.Chaos.Tests;

/// <summary>What the environment asks of the suite; README.md tells of it.</summary>
internal static class Settings
{
    /// <summary>How many silos the random driver kills.</summary>
    public static int Kills { get; } = Number("GRID_CHAOS_KILLS", 20);

    /// <summary>The seed of the random driver: what it prints when it fails, so that it does the same again.</summary>
    public static int Seed { get; } = Number("GRID_CHAOS_SEED", 2017);

    /// <summary>Whether the suite runs in its long form.</summary>
    public static bool Long => Kills > 20;

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
