using Grid.Client;

namespace Grid.Dashboard;

/// <summary>A cluster as it was a moment ago.</summary>
/// <param name="At">When.</param>
/// <param name="Silos">Its silos, in the order in which they joined.</param>
/// <param name="Datasets">Its datasets; null while nobody has told them.</param>
/// <param name="Studies">Its studies; null while nobody has told them.</param>
/// <param name="Trouble">Why datasets and studies are not those of now; null where they are.</param>
internal sealed record ClusterView(DateTimeOffset At, IReadOnlyList<NamedSilo> Silos, IReadOnlyList<NamedDataset>? Datasets, IReadOnlyList<NamedStudy>? Studies, string? Trouble)
{
    /// <summary>Bytes that the silos hold or have reserved.</summary>
    public long Bytes => Silos.Sum(s => s.Bytes);

    /// <summary>Bytes that they may hold.</summary>
    public long Budget => Silos.Sum(s => s.Budget);

    /// <summary>How many partitions they hold.</summary>
    public int Partitions => Silos.Sum(s => s.Partitions);

    /// <summary>Jobs that their compute threads run, or are to run.</summary>
    public int Jobs => Silos.Sum(s => s.Jobs);

    /// <summary>What the silo that holds most has against the mean of all; null where nothing is held.</summary>
    public double? Skew => Silos.Count > 0 && Bytes > 0 ? Silos.Max(s => s.Bytes) / (Bytes / (double)Silos.Count) : null;
}
