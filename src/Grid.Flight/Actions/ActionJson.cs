using System.Text.Json;
using Google.Protobuf;
using Grid.Client;
using Grid.Flight.Protocol;
using Grid.Learning;

namespace Grid.Flight;

/// <summary>What actions give, as JSON in the words of <c>grid status --output json</c>. What is not a number is null.</summary>
internal static class ActionJson
{
    private static readonly JsonSerializerOptions Words = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>A result.</summary>
    public static Result Of(object value) => new() { Body = UnsafeByteOperations.UnsafeWrap(JsonSerializer.SerializeToUtf8Bytes(value, Words)) };

    /// <summary>A cluster: silos, datasets, studies.</summary>
    public static Result Of(ClusterStatus status) => Of(new
    {
        silos = status.Silos.Select(s => new { id = s.Name, s.Address, s.Flight, state = s.IsLeaving ? "leaving" : "active", s.Partitions, s.Bytes, s.Budget, s.Jobs }),
        datasets = status.Datasets.Select(Dataset),
        studies = status.Studies.Select(s => new { s.Name, state = s.State.ToString().ToLowerInvariant(), s.Trials, done = s.TrialsDone, best_score = Figure(s.BestScore), s.Error }),
    });

    /// <summary>A dataset.</summary>
    public static object Dataset(NamedDataset dataset) => new
    {
        dataset.Name,
        state = dataset.Error is null ? dataset.Phase.ToString().ToLowerInvariant() : "failed",
        dataset.Load.Rows,
        dataset.Load.Partitions,
        ready = dataset.Load.PartitionsReady,
        bytes = dataset.BytesHeld,
        dataset.Error,
    };

    /// <summary>How far a load is.</summary>
    public static Result Of(string dataset, LoadProgress load) => Of(new
    {
        dataset,
        done = load.IsDone,
        load.Share,
        load.Rows,
        load.Partitions,
        ready = load.PartitionsReady,
        load.BytesRead,
        load.BytesTotal,
        seconds = load.Elapsed.TotalSeconds,
        seconds_left = load.Left?.TotalSeconds,
    });

    /// <summary>How far a study is.</summary>
    public static Result Of(string study, bool isDone, SearchProgress? search) => Of(new
    {
        study,
        done = isDone,
        share = isDone ? 1 : search?.Share ?? 0,
        trials = search?.Trials ?? 0,
        trials_done = search?.TrialsDone ?? 0,
        candidates = search?.Candidates ?? 0,
        best_score = Figure(search?.BestScore),
        best = search?.Best?.ToString(),
        seconds = search?.Seconds ?? 0,
        seconds_left = search?.SecondsLeft,
    });

    /// <summary>What a study has found: the best, and every candidate in the order of the grid, as scikit-learn's cv_results_ has them.</summary>
    public static Result Of(string study, SearchOutcome outcome) => Of(new
    {
        study,
        best = Row(outcome.Best),
        candidates = outcome.CvResults.Candidates.Select(Row),
        notes = outcome.Notes,
    });

    private static Dictionary<string, object?> Row(CandidateScore row)
    {
        var cells = row.Candidate.Settings.ToDictionary(setting => $"param_{setting.Key}", setting => setting.Value.Value);
        for (int i = 0; i < row.SplitTestScores.Count; i++)
            cells[$"split{i}_test_score"] = Figure(row.SplitTestScores[i]);
        (cells["mean_test_score"], cells["std_test_score"], cells["rank_test_score"], cells["mean_fit_time"]) =
            (Figure(row.MeanTestScore), Figure(row.StdTestScore), row.RankTestScore, Figure(row.MeanFitTime));
        return cells;
    }

    private static double? Figure(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
