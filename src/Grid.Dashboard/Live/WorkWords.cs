namespace Grid.Dashboard;

/// <summary>Work in words.</summary>
internal static class WorkWords
{
    /// <summary>The kinds, each with how it is called and the colour of its bars.</summary>
    public static IReadOnlyList<(WorkKind Kind, string Name, string Colour)> Kinds { get; } =
    [
        (WorkKind.Scan, "scan", "#5c6bc0"),
        (WorkKind.Merge, "merge", "#26a69a"),
        (WorkKind.Load, "load", "#fb8c00"),
        (WorkKind.Prepare, "training data", "#8d6e63"),
        (WorkKind.Trial, "trial", "#d81b60"),
        (WorkKind.Other, "other", "#90a4ae"),
    ];

    /// <summary>How a kind is called.</summary>
    public static string Name(WorkKind kind) => Kinds.First(k => k.Kind == kind).Name;

    /// <summary>What work is for.</summary>
    /// <param name="item">The work.</param>
    /// <param name="line">The line that a query answers, by its key; null where it is not known.</param>
    public static string Of(WorkItem item, Func<string, string?> line) => item.Kind switch
    {
        WorkKind.Trial when item.Of is { } key => Trial(key),
        WorkKind.Prepare => $"training data of the study {item.Of}",
        WorkKind.Load when DatasetOf(item) is { } dataset => $"load of {dataset}",
        WorkKind.Scan or WorkKind.Merge when item.Of is { } run => line(run[..run.LastIndexOf('/')]) ?? "a question that is not known any more",
        WorkKind.Scan when DatasetOf(item) is { } dataset => $"rows of {dataset}",
        WorkKind.Merge => "the other side of a join",
        _ => "plans, rehearsals and the like",
    };

    /// <summary>The dataset of the partition; null for none.</summary>
    public static string? DatasetOf(WorkItem item) => item.Partition is { } key ? PartitionKey.Parse(key).Dataset : null;

    /// <summary>The partition, and how many jobs of others are with it; null for none.</summary>
    public static string? PartitionOf(WorkItem item) =>
        item.Partition is { } key ? $"{PartitionKey.Parse(key).Index}{(item.Jobs > 1 ? $", and {item.Jobs - 1:N0} jobs right after it" : "")}" : null;

    // STUDY/RUN/FAMILY/SPLIT/FIRST-END, or STUDY/RUN/best.
    private static string Trial(string key)
    {
        string[] parts = key.Split('/');
        return parts is [.. var whole, _, "best"] ? $"the best candidate's model of the study {string.Join('/', whole)}"
            : parts is [.. var study, _, var family, var split, var trees] ? $"family {family} on split {split} of the study {string.Join('/', study)}{(trees == "0-0" ? "" : $", trees {trees}")}"
            : key;
    }
}
