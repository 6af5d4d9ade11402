using System.Text.Json;
using Grid.Client;

namespace Grid.Cli;

/// <summary>A cluster's state for scripts.</summary>
internal static class ClusterJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Silos, datasets and studies.</summary>
    public static string Of(ClusterStatus status) => JsonSerializer.Serialize(
        new
        {
            dashboard = status.Dashboard,
            flight = status.Flight is { } door ? new { address = door, token = status.FlightToken } : null,
            silos = status.Silos.Select(s => new
            {
                id = s.Name,
                pid = s.Process,
                address = s.Address,
                state = ClusterTables.State(s),
                partitions = s.Partitions,
                bytes = s.Bytes,
                budget = s.Budget,
                jobs = s.Jobs,
                listeners = s.Listeners.Select(l => new Dictionary<string, object> { ["for"] = l.For, ["address"] = l.Address, ["tls"] = l.Tls, ["opened_by"] = l.OpenedBy }),
            }),
            lost = status.Lost.Select(lost => new { id = lost.Name, address = lost.Address, at = lost.At }),
            datasets = status.Datasets.Select(Of),
            studies = status.Studies.Select(s => new
            {
                name = s.Name,
                state = s.State.ToString().ToLowerInvariant(),
                trials = s.Trials,
                done = s.TrialsDone,
                best_score = s.BestScore,
                error = s.Error,
            }),
        },
        Indented);

    /// <summary>Datasets.</summary>
    public static string Of(IReadOnlyList<NamedDataset> datasets) => JsonSerializer.Serialize(datasets.Select(Of), Indented);

    private static object Of(NamedDataset dataset) => new
    {
        name = dataset.Name,
        rows = dataset.Load.Rows,
        partitions = dataset.Load.Partitions,
        ready = dataset.Load.PartitionsReady,
        held = dataset.PartitionsHeld,
        bytes = dataset.BytesHeld,
        bytes_when_loaded = dataset.Load.BytesHeld,
        held_by = dataset.Held.Select(part => new { id = part.Silo, partitions = part.Partitions, bytes = part.Bytes }),
        state = dataset.Phase.ToString().ToLowerInvariant(),
        error = dataset.Error,
    };
}
