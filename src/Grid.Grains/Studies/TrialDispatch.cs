using System.Runtime.ExceptionServices;
using Grid.Learning;

namespace Grid.Grains;

/// <summary>
/// Gives a run's open trials to trial grains, a few more at a time than there are threads to train them, within the study's
/// turns. Where there are fewer trials than threads, each goes out in blocks of trees.
/// </summary>
internal sealed class TrialDispatch
{
    // So many wait at each silo, that its threads always find the next.
    private const int WaitingAtASilo = 2;

    private readonly string _study;
    private readonly string _run;
    private readonly Training _training;
    private readonly IGrainFactory _grains;
    private readonly ComputePool _pool;
    private readonly Action<int, TrialResult, Action> _finished;
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<int, TrialResult?[]> _parts = [];
    private readonly Dictionary<int, List<ITrialGrain>> _trained = [];
    private readonly HashSet<ITrialGrain> _running = [];
    private readonly HashSet<string> _silos = [];
    private readonly List<Task> _takers = [];
    private readonly CancellationTokenSource _stop = new();
    private ExceptionDispatchInfo? _failure;
    private int _next;

    /// <param name="study">The study.</param>
    /// <param name="run">The run of it.</param>
    /// <param name="training">What the trials share.</param>
    /// <param name="open">The trials to run.</param>
    /// <param name="grains">The way to the trial grains.</param>
    /// <param name="pool">Where blocks are merged.</param>
    /// <param name="finished">Told of each trial; calls the action once the result is safe, as trial grains keep theirs until then.</param>
    public TrialDispatch(
        string study, string run, Training training, IEnumerable<int> open, IGrainFactory grains, ComputePool pool, Action<int, TrialResult, Action> finished)
    {
        (_study, _run, _training, _grains, _pool, _finished) = (study, run, training, grains, pool, finished);
        // One of each family first, so that it is known how long they take; then the longest, so that no thread is left with one of
        // them at the end.
        int[] all = [.. open];
        var firsts = all.DistinctBy(trial => trial / training.Folds.Splits).ToHashSet();
        var trials = all.OrderBy(trial => firsts.Contains(trial) ? 0 : 1).ThenByDescending(training.CostOf).ToArray();
        foreach (int trial in trials)
        {
            int trees = training.Plan.Families[trial / training.Folds.Splits].Parameters.Trees;
            int count = Math.Min(trees, BlocksOf(trial, trials.Length));
            _parts[trial] = new TrialResult?[count];
            for (int b = 0; b < count; b++)
                _blocks.Add(new Block(trial, b, (int)((long)trees * b / count), (int)((long)trees * (b + 1) / count)));
        }
    }

    /// <summary>How many threads the silos have that trials have come to.</summary>
    public int Threads { get; private set; }

    /// <summary>Runs all trials. The first that fails stops the others; when this ends, none is running.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var registration = cancellation.Register(_stop.Cancel);
        Widen(_pool.Threads);
        // Silos that turn up on the way add takers.
        for (int i = 0; i < _takers.Count; i++)
            await _takers[i];
        await Task.WhenAll(_running.Select(t => t.EndAsync(CancellationToken.None))).SettledAsync();
        _failure?.Throw();
        cancellation.ThrowIfCancellationRequested();
    }

    private int BlocksOf(int trial, int trials)
    {
        if (trials >= _pool.Threads || _training.Matrix.IsWide)
            return 1;
        // A block tells sums for every test row, candidate and class; where those do not fit a message, it is whole forests.
        var family = _training.Plan.Families[trial / _training.Folds.Splits];
        long sums = (long)family.Members.Count * (_training.Matrix.Rows / _training.Folds.Folds + 1) * (_training.Matrix.Labels?.Count ?? 1);
        return sums * sizeof(double) > BytesChunk.Size ? 1 : (_pool.Threads + trials - 1) / trials;
    }

    private void Widen(int threads)
    {
        Threads += threads;
        for (int i = 0; i < threads + WaitingAtASilo && _takers.Count < _blocks.Count; i++)
            _takers.Add(TakeAsync());
    }

    private async Task TakeAsync()
    {
        while (_next < _blocks.Count && !_stop.IsCancellationRequested)
        {
            var block = _blocks[_next++];
            try
            {
                await AcceptAsync(block, await TrainAsync(block));
            }
            catch (Exception e)
            {
                // What follows from the stop is not its reason.
                if (!_stop.IsCancellationRequested)
                    _failure = ExceptionDispatchInfo.Capture(e);
                await _stop.CancelAsync();
            }
        }
    }

    private async Task<TrialResult> TrainAsync(Block block)
    {
        int splits = _training.Folds.Splits, family = block.Trial / splits, split = block.Trial % splits;
        var grain = _grains.GetGrain<ITrialGrain>($"{_study}/{_run}/{family}/{split}/{block.FirstTree}-{block.EndTree}");
        var request = new TrialRequest(_study, _run, family, split, block.FirstTree, block.EndTree);
        _running.Add(grain);
        // A silo that is lost loses its trial: asked again, it runs on another.
        var last = await LongPoll.UntilOverAsync<TrialReply>(_ => grain.TrainAsync(request, _stop.Token), reply =>
        {
            // The first silo is this one, or has as many threads for all that is known.
            if (_silos.Add(reply.Silo) && _silos.Count > 1)
                Widen(reply.Threads);
        });
        _running.Remove(grain);
        if (!_trained.TryGetValue(block.Trial, out var trained))
            _trained[block.Trial] = trained = [];
        trained.Add(grain);
        return last.Result!.Value;
    }

    private async Task AcceptAsync(Block block, TrialResult result)
    {
        var parts = _parts[block.Trial];
        parts[block.Index] ??= result;
        if (parts.Contains(null))
            return;
        _parts.Remove(block.Trial);
        var whole = parts.Length == 1 ? parts[0]! : await _pool.RunAsync(_ => Merge(parts!), ComputePriority.Question, _stop.Token);
        _finished(block.Trial, whole, () => End(block.Trial));
    }

    // Not waited for: the result is safe, and a trial that nobody ends is collected.
    private void End(int trial)
    {
        if (!_trained.Remove(trial, out var grains))
            return;
        foreach (var grain in grains)
            _ = grain.EndAsync(CancellationToken.None);
    }

    private TrialResult Merge(TrialResult[] parts)
    {
        var all = parts[0];
        for (int i = 1; i < parts.Length; i++)
            all = all.Merge(parts[i]);
        return all.Finish(_training.Matrix, _training.Folds, _training.Plan.Families[all.Family], _training.Plan.Scorings);
    }

    /// <summary>Some trees of a trial.</summary>
    private readonly record struct Block(int Trial, int Index, int FirstTree, int EndTree);
}
