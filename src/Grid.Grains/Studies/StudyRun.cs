using System.Diagnostics;
using Grid.Learning;
using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>
/// One run of a study, from the dataset's rows to the best candidate's forest, within the study grain's turns: makes the
/// training data, takes over what an earlier run has stored, trains the rest, and refits.
/// </summary>
internal sealed class StudyRun
{
    private readonly ChangeSignal _changes = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly string _study;
    private readonly IGrainFactory _grains;
    private readonly IGrainLocator _locator;
    private readonly ComputePool _pool;
    private readonly TrainingStore _trainings;
    private readonly ModelRegistry _models;
    private readonly IPersistentState<StudyState> _stored;
    private readonly ILogger _log;
    private Training? _training;
    private TrialBoard? _board;
    private TrialJournal? _journal;
    private byte[] _model = [];
    private int _resumed;
    private int _trained;
    private TrialForecast? _forecast;
    private TrialDispatch? _dispatch;
    private double? _seconds;
    private Fault? _fault;

    public StudyRun(
        StudyRequest request, string study, IGrainFactory grains, IGrainLocator locator, ComputePool pool, TrainingStore trainings, ModelRegistry models, IPersistentState<StudyState> stored, ILogger log)
    {
        (Request, _study, _grains, _locator, _pool, _trainings, _models, _stored, _log) = (request, study, grains, locator, pool, trainings, models, stored, log);
        Work = RunAsync();
    }

    /// <summary>What was asked for.</summary>
    public StudyRequest Request { get; }

    /// <summary>Completed when nothing of the run is under way any more; never fails.</summary>
    public Task Work { get; }

    /// <summary>Whether it is done, cancelled or failed.</summary>
    public bool IsOver => _over.Task.IsCompleted;

    /// <summary>Whether somebody has cancelled it, and not only its silo's end.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Why the run failed, where that was none of the caller's doing.</summary>
    public Exception? Failure { get; private set; }

    private StudySpec Spec => Request.Study.Value;

    /// <summary>The training data while the run is under way.</summary>
    public Training? Training => IsOver ? null : _training;

    /// <summary>The finished trials, of a run that is done.</summary>
    public IReadOnlyList<TrialResult> Results => _fault is null && IsOver ? _board!.Results : [];

    /// <summary>The model file of the best candidate's forest; empty where it was not asked for.</summary>
    public byte[] Model => _model;

    /// <summary>Stops the run as somebody wants it, and waits until nothing of it is under way.</summary>
    public Task CancelAsync()
    {
        IsCancelled = true;
        return StopAsync();
    }

    /// <summary>Stops the run as its silo ends, and waits until nothing of it is under way; another activation takes it up.</summary>
    public async Task StopAsync()
    {
        await _cancel.CancelAsync();
        await Work;
    }

    /// <summary>Waits until the run is over, or changes a while after it was looked at, or a second has passed.</summary>
    public async Task ObserveAsync(long version, CancellationToken cancellation)
    {
        long until = Environment.TickCount64 + (long)ChangeSignal.PollTimeout.TotalMilliseconds;
        do
        {
            await _over.Task.WaitAsync(ChangeSignal.PollInterval, cancellation).SettledAsync();
            cancellation.ThrowIfCancellationRequested();
        }
        while (!IsOver && _changes.Version == version && Environment.TickCount64 < until);
    }

    /// <summary>How far the run is.</summary>
    public StudyStatus Status()
    {
        var status = new StudyStatus
        {
            Version = _changes.Version,
            Seconds = _seconds ?? Stopwatch.GetElapsedTime(_start).TotalSeconds,
            TrialsTrained = _trained,
            TrialsResumed = _resumed,
            IsDone = IsOver && _fault is null,
            Fault = _fault,
            IsRunning = !IsOver,
        };
        if (_training is not { } training || _board is not { } board)
            return status;
        int left = training.Trials - board.Done;
        return status with
        {
            Trials = training.Trials,
            Notes = training.Notes,
            TrialsDone = _journal is { } journal ? _resumed + journal.Stored : board.Done,
            Candidates = training.Plan.Candidates.Count,
            CandidatesScored = board.CandidatesScored,
            Best = board.Best,
            BestScore = board.BestScore,
            SecondsLeft = IsOver || (left == 0 && !Spec.Refit) ? 0 : _forecast?.SecondsLeft(_dispatch?.Threads ?? 1, RefitFamily(training, board)),
        };
    }

    /// <summary>What the candidates have scored so far; null before there are any.</summary>
    public StudyBoard? Board() => _training is { } training && _board is { } board ? BoardRows.Of(training, board) : null;

    private int? RefitFamily(Training training, TrialBoard board) =>
        Spec.Refit && board.Best is { } best ? training.Plan.Families.First(family => family.Members.Any(m => m.Index == best)).Index : null;

    private async Task RunAsync()
    {
        // Not before the constructor is through.
        await Task.Yield();
        try
        {
            _models.Require(Spec.Search.Model);
            _training = await TrainingBuild.RunAsync(Request, _study, _grains, _locator, _pool, _trainings, _cancel.Token);
            _trainings.Keep(Request.Run, _training, _study);
            var board = new TrialBoard(_training);
            if (Spec.Keep)
                await ResumeAsync(_training, board);
            if (Spec.IsNamed)
                await _grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).AddAsync(CatalogKind.Study, _study, _cancel.Token);
            _board = board;
            StudyLog.Runs(_log, _study, _training.Trials - board.Done, _training.Trials);
            _changes.Advance();
            await TrainAsync(_training, board);
            if (Spec.Refit)
                _model = await RefitAsync(_training, board);
        }
        catch (Exception e)
        {
            _fault = Fault.From(e);
            Failure = _fault.Kind == FaultKind.Internal ? e : null;
        }
        _trainings.Drop(Request.Run);
        _seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        _changes.Advance();
        _over.TrySetResult();
    }

    private async Task ResumeAsync(Training training, TrialBoard board)
    {
        var (search, data) = await _pool.RunAsync(_ => training.Identify(), ComputePriority.Question, _cancel.Token);
        var before = _stored.State;
        if (before.Search is not null)
        {
            if (before.Search != search || before.Data != data)
            {
                string other = before.Search == search ? "over other rows, features or bins" : "with another grid, scoring, folds, trees or seed";
                throw new LearningException($"a study '{_study}' was started before {other}; give this one another name, or forget that study first ('grid tune --restart', or in C# DropStudyAsync).");
            }
            foreach (var trial in await TrialJournal.ReadAsync(_grains, _study, training.Trials, _cancel.Token))
                _resumed += board.Add(trial) ? 1 : 0;
        }
        _journal = new TrialJournal(_grains, _study, () => WriteHeadAsync(search, data, training), _changes.Advance);
    }

    private async Task WriteHeadAsync(string search, string data, Training training)
    {
        if (_stored.State.Search is not null)
            return;
        _stored.State = new StudyState { Search = search, Data = data, Trials = training.Trials, Splits = training.Folds.Splits, Scorings = training.Plan.Scorings.Count };
        await _stored.WriteStateAsync();
    }

    private async Task TrainAsync(Training training, TrialBoard board)
    {
        _forecast = new TrialForecast(training.Folds.Splits, training.CostOfFamily, TimeProvider.System);
        foreach (var known in board.Known)
            _forecast.Known(known.Family * training.Folds.Splits + known.Split, known.GrowSeconds);
        foreach (int trial in board.Open)
            _forecast.Open(trial);
        _dispatch = new TrialDispatch(_study, Request.Run, training, board.Open, _grains, _pool, (trial, result, safe) =>
        {
            board.Add(result);
            _trained++;
            _forecast.Finished(trial, result.GrowSeconds);
            if (_journal is { } journal)
                journal.Add(trial, result, safe);
            else
                safe();
            _changes.Advance();
        });
        try
        {
            await _dispatch.RunAsync(_cancel.Token);
        }
        finally
        {
            if (_journal is not null)
                await _journal.FlushAsync();
        }
    }

    private async Task<byte[]> RefitAsync(Training training, TrialBoard board)
    {
        var results = await _pool.RunAsync(
            _ => SearchResults.Of(training.Plan, training.Folds.Splits, board.Results), ComputePriority.Question, _cancel.Token);
        var best = results.RequireBest().Candidate.Parameters;
        var growth = new ForestGrowth(training.Matrix, best);
        var work = new WorkLabel(WorkKind.Trial, $"{_study}/{Request.Run}/best", null, training.Matrix.Rows);
        await _pool.ShareAsync(growth.Work, best.Trees, ComputePriority.Load, _cancel.Token, work);
        return await _pool.RunAsync(_ => growth.Finish().Encode(), ComputePriority.Question, _cancel.Token, work);
    }
}
