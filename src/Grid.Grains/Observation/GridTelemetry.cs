using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Grid.Grains;

/// <summary>
/// What a silo counts and traces, by the meter and the activity source named <see cref="Name"/>: for OpenTelemetry, or any
/// other listener; without one it costs nothing. Durations are in seconds, and are tagged with how the work ended.
/// </summary>
public static class GridTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Grid";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Traces = new(Name);

    internal static readonly Counter<long> RowsLoaded = Meter.CreateCounter<long>("grid.rows.loaded", "{row}", "Rows that partitions have loaded.");
    internal static readonly Counter<long> BytesRead = Meter.CreateCounter<long>("grid.source.bytes", "By", "Bytes of sources that were read.");

    private static readonly Histogram<double> Questions = Meter.CreateHistogram<double>("grid.question.duration", "s", "Questions, from the first scan to the answer.");
    private static readonly Histogram<double> Scans = Meter.CreateHistogram<double>("grid.scan.duration", "s", "Scans over a partition.");
    private static readonly Histogram<double> Loads = Meter.CreateHistogram<double>("grid.load.duration", "s", "Loads of a partition.");
    private static readonly Histogram<double> Trials = Meter.CreateHistogram<double>("grid.trial.duration", "s", "Trials, or blocks of one.");

    /// <summary>Measures and traces a question, unless it is but a rehearsal.</summary>
    internal static Task<T> QuestionAsync<T>(string name, bool isRehearsal, Func<Task<T>> work) => MeasureAsync("question", name, isRehearsal ? null : Questions, work);

    /// <summary>Measures and traces a scan over a partition, unless it is but for a rehearsal.</summary>
    internal static Task<T> ScanAsync<T>(string partition, bool isRehearsal, Func<Task<T>> work) => MeasureAsync("scan", partition, isRehearsal ? null : Scans, work);

    /// <summary>Measures and traces the load of a partition.</summary>
    internal static Task<T> LoadAsync<T>(string partition, Func<Task<T>> work) => MeasureAsync("load", partition, Loads, work);

    /// <summary>Measures and traces a trial.</summary>
    internal static Task<T> TrialAsync<T>(string trial, Func<Task<T>> work) => MeasureAsync("trial", trial, Trials, work);

    // Within the turns of the grain that does the work; told nowhere without durations.
    private static async Task<T> MeasureAsync<T>(string kind, string name, Histogram<double>? durations, Func<Task<T>> work)
    {
        using var activity = durations is null ? null : Traces.StartActivity(kind);
        activity?.SetTag($"grid.{kind}", name);
        long start = Stopwatch.GetTimestamp();
        string outcome = "done";
        try
        {
            return await work();
        }
        catch (Exception e)
        {
            outcome = e is OperationCanceledException ? "cancelled" : "failed";
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
        finally
        {
            durations?.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
