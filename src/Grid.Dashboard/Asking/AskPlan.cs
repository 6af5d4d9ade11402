using System.Globalization;
using Grid.Client;

namespace Grid.Dashboard;

/// <summary>What an answer took, in words.</summary>
internal static class AskPlan
{
    /// <summary>How many scans over how many partitions, and which of these were not read; empty where nothing was scanned.</summary>
    /// <param name="last">What was told last of the question; null where nothing was.</param>
    public static string Of(QuestionProgress? last)
    {
        if (last is not { Scan: > 0 })
            return "";
        string[] spared =
        [
            .. last.PartitionsSkipped > 0 ? [$"{Number(last.PartitionsSkipped)} ruled out by what is known of their columns"] : Array.Empty<string>(),
            .. last.PartitionsKnown > 0 ? [$"{Number(last.PartitionsKnown)} told from what they know of an earlier scan"] : Array.Empty<string>(),
        ];
        int read = last.Partitions - last.PartitionsSkipped - last.PartitionsKnown;
        return $", in {Counted(last.Scan, "scan")} over {Counted(last.Partitions, "partition")}{(spared.Length == 0 ? "" : $"; the {(last.Scan > 1 ? "last " : "")}scan read {Number(read)}: {string.Join(", ", spared)}")}";
    }

    private static string Counted(int count, string thing) => $"{Number(count)} {thing}{(count == 1 ? "" : "s")}";

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
