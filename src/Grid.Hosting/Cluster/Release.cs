using System.Reflection;

namespace Grid.Hosting;

/// <summary>Which releases of Grid work together: those that have the same two first numbers. What they say to one another is the same.</summary>
internal static class Release
{
    /// <summary>This process's, as <c>0.1.0</c>.</summary>
    public static string Current { get; } =
        typeof(Release).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Whether two releases work together. One that is not told is taken at its word.</summary>
    public static bool WorkTogether(string one, string other) => one.Length == 0 || other.Length == 0 || Line(one) == Line(other);

    /// <summary>Says why a silo or a client is not taken; null where it is.</summary>
    /// <param name="who">Who it is, as <c>Silo 'a'</c>.</param>
    /// <param name="release">Its release.</param>
    /// <param name="others">The cluster's silos.</param>
    public static string? Refusal(string who, string release, IEnumerable<SiloInfo> others) =>
        others.FirstOrDefault(silo => !WorkTogether(release, silo.Release)) is { } other
            ? $"{who} is of Grid {release}, which is too {(IsOlder(release, other.Release) ? "old" : "new")} for this cluster: silo '{other.Name}' is of Grid {other.Release}. "
                + $"Use {other.Release} here, or end the cluster and start it anew with {release}; its datasets are loaded again."
            : null;

    private static string Line(string release) => string.Join('.', release.Split('.', '-').Take(2));

    private static bool IsOlder(string one, string other) =>
        Version.TryParse(one.Split('-')[0], out var a) && Version.TryParse(other.Split('-')[0], out var b) ? a < b : string.CompareOrdinal(one, other) < 0;
}
