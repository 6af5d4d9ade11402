using System.Globalization;
using Grid.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Grid.Cli;

/// <summary>A cluster's state for people.</summary>
internal static class ClusterTables
{
    /// <summary>Silos, datasets and studies, as tables of a terminal.</summary>
    public static IRenderable Of(ClusterStatus status) =>
        new Rows(Table(SiloHeads, Silos(status)), Table(DatasetHeads, Datasets(status.Datasets)), Table(StudyHeads, Studies(status)));

    /// <summary>Silos, datasets and studies, as text.</summary>
    public static string Text(ClusterStatus status) => string.Join(
        Environment.NewLine, Text(SiloHeads, Silos(status)), Text(status.Datasets), Text(StudyHeads, Studies(status)));

    /// <summary>Datasets, as text.</summary>
    public static string Text(IReadOnlyList<NamedDataset> datasets) => Text(DatasetHeads, Datasets(datasets));

    private static readonly string[] SiloHeads = ["silo", "pid", "address", "state", "partitions", "memory", "budget", "work"];

    private static readonly string[] StudyHeads = ["study", "state", "trials", "best score"];

    private static readonly string[] DatasetHeads = ["dataset", "state", "rows", "partitions", "memory", "held by"];

    private static IEnumerable<string[]> Silos(ClusterStatus status) => status.Silos.Select(s => new[]
    {
        s.Name, $"{s.Process}", s.Address, s.State.ToString().ToLowerInvariant(), $"{s.Partitions}", Figures.Size(s.Bytes), Figures.Size(s.Budget), s.Jobs == 0 ? "" : $"{s.Jobs}",
    }).Concat(status.Lost.Select(lost => new[] { lost.Name, "", lost.Address, $"lost {Ago(DateTimeOffset.UtcNow - lost.At)} ago", "", "", "", "" }));

    private static IEnumerable<string[]> Datasets(IReadOnlyList<NamedDataset> datasets) => datasets.Select(d => new[]
    {
        d.Name, d.Error is { } error ? $"failed: {error}" : State(d), Figures.Rows(d.Load.Rows), $"{d.Load.PartitionsReady} of {d.Load.Partitions}",
        Figures.Size(d.BytesHeld), string.Join(", ", d.Held.Select(part => $"{part.Silo} ({part.Partitions})")),
    });

    // What was loaded is read again by whoever asks for it, where the silos that held it are gone.
    private static string State(NamedDataset dataset)
    {
        string phase = dataset.Phase.ToString().ToLowerInvariant();
        int missing = dataset.Load.PartitionsReady - dataset.PartitionsHeld;
        return dataset.Load.IsDone && missing > 0 ? $"{phase}, not in memory: {missing} of {dataset.Load.Partitions} partitions" : phase;
    }

    private static string Ago(TimeSpan time) => time.TotalSeconds < 60 ? $"{Math.Max(0, time.TotalSeconds):0} s" : $"{time.TotalMinutes:0} min";

    private static IEnumerable<string[]> Studies(ClusterStatus status) => status.Studies.Select(s => new[]
    {
        s.Name, s.Error is { } error ? $"failed: {error}" : s.State.ToString().ToLowerInvariant(), $"{s.TrialsDone} of {s.Trials}",
        s.BestScore?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "",
    });

    private static Table Table(string[] heads, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(heads);
        foreach (string[] row in rows)
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        return table;
    }

    private static string Text(string[] heads, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(heads).ToArray();
        var widths = heads.Select((_, i) => all.Max(row => row[i].Length)).ToArray();
        return string.Concat(all.Select(row => string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd() + Environment.NewLine));
    }
}
