using System.Globalization;
using Grid.Client;
using Grid.Query;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Grid.Cli;

/// <summary>A cluster's state for people.</summary>
internal static class ClusterTables
{
    /// <summary>Silos, datasets and studies, as tables of a terminal.</summary>
    public static IRenderable Of(ClusterStatus status, int width) => new Rows([.. All(status).Select(table => table.Of(width)), .. Doors(status.Dashboard, status.Flight).Select(line => new Text(line))]);

    /// <summary>Silos, datasets, studies, and where the silos take connections, as tables of a terminal.</summary>
    public static IRenderable WithListeners(ClusterStatus status, int width) =>
        new Rows([.. All(status).Append(Listeners(status)).Select(table => table.Of(width)), .. Doors(status.Dashboard, status.Flight).Select(line => new Text(line))]);

    /// <summary>Silos, datasets, studies, and where the silos take connections, as text.</summary>
    public static string Text(ClusterStatus status) => string.Join(Environment.NewLine, All(status).Append(Listeners(status)).Select(table => table.Text()).Concat(Doors(status.Dashboard, status.Flight).Select(line => line + Environment.NewLine)));

    /// <summary>Lines that say where the dashboard and the door of Arrow Flight are; none for what is nowhere.</summary>
    public static IEnumerable<string> Doors(string? dashboard, string? flight)
    {
        if (dashboard is not null)
            yield return $"dashboard: {dashboard}";
        if (flight is not null)
            yield return $"flight: {flight}";
    }

    /// <summary>Datasets, as a table of a terminal.</summary>
    public static IRenderable Of(IReadOnlyList<NamedDataset> datasets, int width) => Datasets(datasets).Of(width);

    /// <summary>Datasets, as text.</summary>
    public static string Text(IReadOnlyList<NamedDataset> datasets) => Datasets(datasets).Text();

    private static IEnumerable<ClusterTable> All(ClusterStatus status) => [Silos(status), Datasets(status.Datasets), Studies(status)];

    private static ClusterTable Silos(ClusterStatus status) => new(
        ["silo", "pid", "address", "state", "partitions", "memory", "budget", "work"],
        ["address", "pid", "work", "partitions", "budget"],
        [
            .. status.Silos.Select(s => new[]
            {
                s.Name, $"{s.Process}", s.Address, State(s), $"{s.Partitions:N0}", Figures.Size(s.Bytes), Figures.Size(s.Budget), s.Jobs == 0 ? "" : $"{s.Jobs:N0}",
            }),
            .. status.Lost.Select(lost => new[] { lost.Name, "", lost.Address, $"lost {Ago(DateTimeOffset.UtcNow - lost.At)} ago", "", "", "", "" }),
        ],
        []);

    // In a word who may come; what a silo has not told is left empty.
    private static ClusterTable Listeners(ClusterStatus status) => new(
        ["listener", "of", "for", "tls", "opened by"],
        ["of"],
        [.. status.Silos.SelectMany(s => s.Listeners.Select(l => new[] { l.Address, s.Name, l.For, l.Tls ? "yes" : "no", l.OpenedBy }))],
        []);

    /// <summary>Where a silo is in its life, in a word.</summary>
    public static string State(NamedSilo silo) => silo.IsLeaving ? "leaving" : "active";

    private static ClusterTable Datasets(IReadOnlyList<NamedDataset> datasets) => new(
        ["dataset", "state", "rows", "partitions", "memory", "held by"],
        ["held by", "partitions", "memory"],
        [
            .. datasets.Select(d => new[]
            {
                d.Name, d.Error is null ? State(d) : "failed", $"{d.Load.Rows:N0}", $"{d.Load.PartitionsReady:N0} of {d.Load.Partitions:N0}",
                Figures.Size(d.BytesHeld), string.Join(", ", d.Held.Select(part => $"{part.Silo} ({part.Partitions})")),
            }),
        ],
        [.. datasets.Where(d => d.Error is not null).Select(d => $"dataset '{CellText.Clean(d.Name)}' failed: {ExitCode.OneLine(d.Error!)}")]);

    private static ClusterTable Studies(ClusterStatus status) => new(
        ["study", "state", "trials", "best score"],
        [],
        [
            .. status.Studies.Select(s => new[]
            {
                s.Name, s.Error is null ? s.State.ToString().ToLowerInvariant() : "failed", $"{s.TrialsDone:N0} of {s.Trials:N0}",
                s.BestScore?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "",
            }),
        ],
        [.. status.Studies.Where(s => s.Error is not null).Select(s => $"study '{CellText.Clean(s.Name)}' failed: {ExitCode.OneLine(s.Error!)}")]);

    // What was loaded is read again by whoever asks for it, where the silos that held it are gone.
    private static string State(NamedDataset dataset)
    {
        string phase = dataset.Phase.ToString().ToLowerInvariant();
        if (dataset.Load is { IsDone: true, IsLazy: true })
            return $"{phase}, read when asked for";
        if (dataset.Phase == NamedDatasetPhase.Loading)
            return string.Create(CultureInfo.InvariantCulture, $"{phase} {Math.Floor(100 * dataset.Load.Share):0} %{(dataset.Load.Left is { } left ? $", {Math.Ceiling(left.TotalSeconds):N0} s left" : "")}");
        int missing = dataset.Load.PartitionsReady - dataset.PartitionsHeld;
        return dataset.Load.IsDone && missing > 0 ? $"{phase}, not in memory: {missing} of {Figures.Counted(dataset.Load.Partitions, "partition")}" : phase;
    }

    private static string Ago(TimeSpan time) => time.TotalSeconds < 60 ? $"{Math.Max(0, time.TotalSeconds):0} s" : $"{time.TotalMinutes:0} min";
}
