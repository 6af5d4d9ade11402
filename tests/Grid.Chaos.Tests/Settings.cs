using System.Globalization;

namespace Grid.Chaos.Tests;

/// <summary>What the environment asks of the suite; README.md tells of it.</summary>
internal static class Settings
{
    /// <summary>How many silos the random driver kills.</summary>
    public static int Kills { get; } = Number("GRID_CHAOS_KILLS", 8);

    /// <summary>The seed of the random driver: what it prints when it fails, so that it does the same again.</summary>
    public static int Seed { get; } = Number("GRID_CHAOS_SEED", 2017);

    /// <summary>How many candidates the study has that is killed again and again: a multiple of 500.</summary>
    public static int Candidates { get; } = Number("GRID_CHAOS_CANDIDATES", 500);

    /// <summary>Whether the suite runs in its long form.</summary>
    public static bool Long => Kills > 20;

    /// <summary>How long the soak asks.</summary>
    public static int SoakSeconds { get; } = Number("GRID_SOAK_SECONDS", 5);

    /// <summary>The tag or commit whose silos are mixed with this one's; null for none.</summary>
    public static string? Previous { get; } = Environment.GetEnvironmentVariable("GRID_PREVIOUS");

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
