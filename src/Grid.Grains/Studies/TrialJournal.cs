using Grid.Learning;

namespace Grid.Grains;

/// <summary>
/// Stores finished trials in the background, many with one write, segment by segment: training never waits for a disk.
/// For use within one grain's turns.
/// </summary>
/// <param name="grains">The way to the segments.</param>
/// <param name="study">The study.</param>
/// <param name="writeHead">Stores the study itself, once, before its first trial.</param>
/// <param name="changed">Told when there is more stored.</param>
internal sealed class TrialJournal(IGrainFactory grains, string study, Func<Task> writeHead, Action changed)
{
    private const int SegmentTrials = 256;

    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<(int Trial, TrialResult Result, Action Stored)> _waiting = [];
    private Task _writing = Task.CompletedTask;
    private bool _hasHead;

    /// <summary>How many of the added trials are stored.</summary>
    public int Stored { get; private set; }

    /// <summary>Stores a trial soon, and tells when it is.</summary>
    /// <exception cref="Exception">Earlier ones could not be stored.</exception>
    public void Add(int trial, TrialResult result, Action stored)
    {
        _waiting.Add((trial, result, stored));
        if (_writing.IsFaulted)
            _writing.GetAwaiter().GetResult();
        if (_writing.IsCompleted)
            _writing = WriteAsync();
    }

    /// <summary>Stores everything, at once.</summary>
    public async Task FlushAsync()
    {
        _hurry.TrySetResult();
        await _writing;
    }

    /// <summary>Everything that is stored of a study of so many trials.</summary>
    public static async Task<IReadOnlyList<TrialResult>> ReadAsync(IGrainFactory grains, string study, int trials, CancellationToken cancellation)
    {
        var found = new TrialResults[Segments(trials)];
        await FanOut.RunAsync(found.Length, async (i, end) => found[i] = await Segment(grains, study, i).ReadAsync(end), cancellation);
        return [.. found.SelectMany(f => f.Trials).Select(t => t.Value)];
    }

    /// <summary>Forgets everything that is stored of a study of so many trials.</summary>
    public static Task ClearAsync(IGrainFactory grains, string study, int trials) =>
        FanOut.RunAsync(Segments(trials), (i, _) => Segment(grains, study, i).ClearAsync(CancellationToken.None), CancellationToken.None);

    private async Task WriteAsync()
    {
        while (_waiting.Count > 0)
        {
            await _hurry.Task.WaitAsync(ChangeSignal.PollInterval).SettledAsync();
            if (!_hasHead)
                await writeHead();
            _hasHead = true;
            var batch = _waiting;
            _waiting = [];
            var segments = batch.GroupBy(t => t.Trial / SegmentTrials).ToArray();
            await FanOut.RunAsync(
                segments.Length,
                (i, _) => Segment(grains, study, segments[i].Key).AppendAsync(
                    new TrialResults([.. segments[i].Select(t => new Encoded<TrialResult>(t.Result))]), CancellationToken.None),
                CancellationToken.None);
            Stored += batch.Count;
            foreach (var trial in batch)
                trial.Stored();
            changed();
        }
    }

    private static int Segments(int trials) => (trials + SegmentTrials - 1) / SegmentTrials;

    private static ITrialLogGrain Segment(IGrainFactory grains, string study, int segment) => grains.GetGrain<ITrialLogGrain>($"{study}/{segment}");
}
