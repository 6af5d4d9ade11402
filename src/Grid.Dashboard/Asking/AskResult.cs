using System.Diagnostics;
using Grid.Client;
using Grid.Query;

namespace Grid.Dashboard;

/// <summary>An answer, and what it took.</summary>
/// <param name="Line">What was asked.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Last">How far the question had come when it was last told: the scans that it took; null where it was answered at once.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record AskResult(AskLine Line, Answer Answer, QuestionProgress? Last, TimeSpan Elapsed)
{
    /// <summary>Asks.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="line">What is asked.</param>
    /// <param name="told">Hears how far it is.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public static async Task<AskResult> AskAsync(GridClient grid, AskLine line, Action<QuestionProgress> told, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var frame = (await grid.OpenDatasetAsync(line.Dataset, cancellation)).Apply(line.Transforms);
        var progress = new Heard(told);
        var answer = await frame.AskAsync(line.Question, progress, cancellation);
        return new AskResult(line, answer, progress.Last, clock.Elapsed);
    }

    private sealed class Heard(Action<QuestionProgress> told) : IProgress<QuestionProgress>
    {
        public QuestionProgress? Last { get; private set; }

        public void Report(QuestionProgress value)
        {
            Last = value;
            told(value);
        }
    }
}
